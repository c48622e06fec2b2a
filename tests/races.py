"""Several people at the very same moment, on a database that really commits (`committed_db`)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.exceptions import ValidationError
from django.db import connection

DONE = "done"
REFUSED = "refused"


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do the deeds in threads that start together: for each "done", the code of its refusal, or "refused".

    In alphabetical order, since which of them comes first is chance. Any other error is raised.
    """
    barrier = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> str:
        barrier.wait()
        try:
            deed()
        except ValidationError as error:
            return str(getattr(error, "code", None) or REFUSED)
        finally:
            connection.close()
        return DONE

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))

"""Background work of the dossier."""

from django_tasks import task

from dvht.dossiers import actions


@task()
def bind_volume(volume_id: int) -> None:
    actions.bind_volume(volume_id)

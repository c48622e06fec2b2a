"""What must not be read is refused in words, quickly and in little memory."""

import subprocess
import sys

import pytest
from tests.workbook.hostile import HOSTILE

MEMORY = 300_000_000
SECONDS = 2

MEASURE = """
import pathlib, re, resource, sys
from dvht.workbook.errors import WorkbookError
from dvht.workbook.reading import read_workbook
try:
    read_workbook(sys.stdin.buffer, "tệp")
except WorkbookError as error:
    own = int(re.search(r"VmHWM:\\s*(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(max(own, used[1].ru_maxrss), sum(each.ru_utime + each.ru_stime for each in used), error)
"""
"""The reader and its process, started by a small process, since one that is started counts its starter's memory."""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_within_its_memory_and_time(name: str) -> None:
    build, words = HOSTILE[name]

    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", MEASURE], input=build(), capture_output=True, check=True
    ).stdout.decode()

    kilobytes, seconds, message = said.split(" ", 2)
    assert words in message
    assert "Hãy" in message
    assert int(kilobytes) * 1024 < MEMORY
    assert float(seconds) < SECONDS  # of processor time, so that a busy machine doesn't count

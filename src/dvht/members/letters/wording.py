"""Words that the software proposes for a commitment. No text gives a form: they are ours, and say so."""

from typing import Final

COMMITMENT_DRAFT: Final = "commitment"
"""Kind of the draft in which a unit keeps what it adds to the words."""

LONGEST_ADDITION: Final = 1000

_LINES: Final = (
    "Tôi cam kết học tập suốt đời để làm tốt công việc và phát triển bản thân:",
    "- Mỗi năm lập kế hoạch tự học, tự bồi dưỡng và thực hiện kế hoạch đã được duyệt.",
    "- Học đủ các chương trình bồi dưỡng áp dụng cho tôi; giữ chứng nhận, chứng chỉ để đối chiếu.",
    "- Chia sẻ điều đã học với đồng nghiệp, gia đình và nơi ở.",
    "- Dùng công nghệ số để học và làm việc; giữ an toàn dữ liệu của mình và của người khác.",
)


def commitment_words(addition: str = "") -> str:
    """The words that a member signs; `addition` is the unit's own, in lines of its own."""
    added = tuple(line.strip() for line in addition.splitlines() if line.strip())
    return "\n".join((*_LINES, *added))

"""The roster and the yearly records of members."""

from dvht.members.models.records import (
    Audience,
    Certificate,
    Commitment,
    Completion,
    Fact,
    Marking,
    Programme,
    Source,
    StudyItem,
    StudyPlan,
)
from dvht.members.models.requests import DataRequest, RequestKind
from dvht.members.models.roster import (
    Department,
    Exclusion,
    ExclusionReason,
    LearnerClass,
    Member,
    MemberKind,
    NameWord,
    Position,
    Posting,
)
from dvht.members.models.workbooks import KnownHeader, Upload

__all__ = [
    "Audience",
    "Certificate",
    "Commitment",
    "Completion",
    "DataRequest",
    "Department",
    "Exclusion",
    "ExclusionReason",
    "Fact",
    "KnownHeader",
    "LearnerClass",
    "Marking",
    "Member",
    "MemberKind",
    "NameWord",
    "Position",
    "Posting",
    "Programme",
    "RequestKind",
    "Source",
    "StudyItem",
    "StudyPlan",
    "Upload",
]

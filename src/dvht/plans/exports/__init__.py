"""What the plans give away as workbooks."""

from typing import Final

from dvht.plans.exports.activities import activities_workbook
from dvht.plans.exports.bodies import followers_workbook, survey_workbook

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

__all__ = ["XLSX", "activities_workbook", "followers_workbook", "survey_workbook"]

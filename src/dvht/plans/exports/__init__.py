"""What the plans give away as workbooks."""

from dvht.plans.exports.activities import activities_workbook
from dvht.plans.exports.bodies import followers_workbook, survey_workbook

__all__ = ["activities_workbook", "followers_workbook", "survey_workbook"]

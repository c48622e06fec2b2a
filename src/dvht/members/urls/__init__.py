from dvht.members.urls.own import own_patterns
from dvht.members.urls.privacy import urlpatterns as privacy_patterns
from dvht.members.urls.roster import urlpatterns as roster_patterns
from dvht.members.urls.study import urlpatterns as study_patterns
from dvht.members.urls.workbooks import urlpatterns as workbook_patterns

__all__ = ["own_patterns", "urlpatterns"]

urlpatterns = [*roster_patterns, *workbook_patterns, *study_patterns, *privacy_patterns]

from django.urls import include, path

from dvht.accounts.urls import set_up_patterns
from dvht.appraisal.urls import authority_patterns as appraisal_of_body
from dvht.citizens.urls import own_patterns as own_citizen_patterns
from dvht.dossiers.urls import authority_patterns as dossiers_of_body
from dvht.members.urls import own_patterns
from dvht.plans.urls import authority_patterns as plans_of_body
from dvht.portal.urls import root_patterns
from dvht.recognition.urls import authority_patterns as recognition_of_body
from dvht.reports.urls import authority_patterns as reports_of_body

BODY = "co-quan/<int:unit_id>/<int:year>/"
"""Pages of a body that receives or decides on the dossiers of others; `unit_id` is the body."""

urlpatterns = [
    path("", include("dvht.reports.urls")),
    path("", include(root_patterns)),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/hai-lop/", include("allauth.mfa.urls")),
    path("quan-tri/", include("dvht.accounts.urls")),
    path("cai-dat/", include(set_up_patterns)),
    path("toi/", include(own_patterns)),
    path("toi/", include(own_citizen_patterns)),
    path("thu/", include("dvht.inbox.urls")),
    path("nhac-viec/", include("dvht.reminders.urls")),
    path("tham-dinh/", include("dvht.appraisal.urls")),
    path("cong-khai/", include("dvht.portal.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.documents.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.evidence.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.members.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.plans.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.citizens.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.assessment.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.dossiers.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.recognition.urls")),
    path(BODY, include(reports_of_body)),
    path(BODY, include(plans_of_body)),
    path(BODY, include(dossiers_of_body)),
    path(BODY, include(appraisal_of_body)),
    path(BODY, include(recognition_of_body)),
]

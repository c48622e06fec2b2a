from django.urls import include, path

from dvht.accounts.urls import set_up_patterns
from dvht.citizens.urls import own_patterns as own_citizen_patterns
from dvht.members.urls import own_patterns

urlpatterns = [
    path("", include("dvht.reports.urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/hai-lop/", include("allauth.mfa.urls")),
    path("quan-tri/", include("dvht.accounts.urls")),
    path("cai-dat/", include(set_up_patterns)),
    path("toi/", include(own_patterns)),
    path("toi/", include(own_citizen_patterns)),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.documents.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.evidence.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.members.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.plans.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.citizens.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.assessment.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.dossiers.urls")),
]

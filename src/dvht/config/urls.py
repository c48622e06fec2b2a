from django.urls import include, path

urlpatterns = [
    path("", include("dvht.reports.urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/", include("allauth.mfa.urls")),
    path("quan-tri/", include("dvht.accounts.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.documents.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.evidence.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.plans.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.assessment.urls")),
    path("don-vi/<int:unit_id>/<int:year>/", include("dvht.dossiers.urls")),
]

from django.urls import path

from dvht.documents import views

urlpatterns = [path("so-van-ban/", views.paper_register, name="paper_register")]

from django.urls import path

from dvht.inbox import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("da-doc/", views.inbox_read, name="inbox_read"),
    path("<int:message_id>/", views.message, name="message"),
    path("<int:message_id>/mo/", views.message_open, name="message_open"),
]

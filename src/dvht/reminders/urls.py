from django.urls import path

from dvht.reminders import views

urlpatterns = [
    path("", views.reminders, name="reminders"),
    path("dia-chi-lich/", views.calendar_address, name="calendar_address"),
    path("dia-chi-lich/thu-hoi/", views.calendar_address_revoke, name="calendar_address_revoke"),
    path("lich/<str:secret>.ics", views.calendar_feed, name="calendar_feed"),
]

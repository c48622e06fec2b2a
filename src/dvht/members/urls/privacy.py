from django.urls import URLPattern, path

from dvht.members.views import requests

urlpatterns: list[URLPattern] = [
    path("thanh-vien/yeu-cau-du-lieu/", requests.data_requests, name="data_requests"),
    path("thanh-vien/yeu-cau-du-lieu/them/", requests.data_request_add, name="data_request_add"),
    path("thanh-vien/yeu-cau-du-lieu/<int:request_id>/", requests.data_request, name="data_request"),
    path(
        "thanh-vien/yeu-cau-du-lieu/<int:request_id>/xoa/",
        requests.data_request_erase,
        name="data_request_erase",
    ),
    path(
        "yeu-cau-du-lieu/<int:request_id>/ban-sao/",
        requests.data_request_hand_over,
        name="data_request_hand_over",
    ),
]

from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("ĐVHT")


unit_home = year_home = regulations = regulation = home

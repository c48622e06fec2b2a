from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from dvht.inbox.actions import read_all, read_message
from dvht.inbox.models import Message, Topic
from dvht.inbox.queries import messages_of, unread_count
from dvht.ui.requests import SignedInRequest

PER_PAGE = 30


@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    """The messages for the person and for the units that they keep."""
    topic = request.GET.get("chu-de", "")
    words = request.GET.get("q", "").strip()[:100]
    only_unread = "chua-doc" in request.GET
    found = messages_of(
        request.user, topic=topic if topic in Topic.values else "", words=words, unread=only_unread
    )
    return render(
        request,
        "inbox/inbox.html",
        {
            "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "unread": unread_count(request.user),
            "topics": Topic.choices,
            "topic": topic,
            "words": words,
            "only_unread": only_unread,
            "is_filtered": bool(topic or words or only_unread),
        },
    )


@require_safe
def message(request: SignedInRequest, message_id: int) -> HttpResponse:
    """One message whole."""
    seen = Message.objects.visible_to(request.user).select_related("unit")
    found = get_object_or_404(seen, pk=message_id)
    return render(request, "inbox/message.html", {"message": found, "leads_on": _leads_on(found)})


@require_POST
def message_open(request: SignedInRequest, message_id: int) -> HttpResponse:
    """Mark as read, and go where it leads."""
    found = get_object_or_404(Message.objects.visible_to(request.user), pk=message_id)
    read_message(found, by=request.user)
    return redirect(found.url) if _leads_on(found) else redirect("message", message_id)


@require_POST
def inbox_read(request: SignedInRequest) -> HttpResponse:
    """Mark everything as read."""
    count = read_all(by=request.user)
    messages.success(
        request, f"Đã đánh dấu {count} thư là đã đọc." if count else "Không còn thư nào chưa đọc."
    )
    return redirect("inbox")


def _leads_on(found: Message) -> bool:
    return found.url.startswith("/") and url_has_allowed_host_and_scheme(found.url, allowed_hosts=None)

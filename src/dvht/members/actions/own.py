"""What members mend of their own data themselves."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import transaction

from dvht.accounts.models import User
from dvht.audit.actions import record
from dvht.members.actions.drafting import LONGEST_IDENTITY
from dvht.members.actions.roster import hold_roster, write_words
from dvht.members.actions.wording import LONGEST_NAME, WordsError, one_line
from dvht.members.models import Member
from dvht.members.models.identity import keyed_hash, tidied
from dvht.ui.vietnamese import name_order, without_marks


def correct_own_details(
    member: Member, *, full_name: str, identity: str | None, version: int, by: User
) -> Member:
    """Mend the spelling of one's name, and set one's identity number or staff code (None leaves it).

    Another name than one's own isn't a spelling: ValidationError (code "request" at full_name) asks for a request.
    """
    name = _name(member, full_name)
    code = None if identity is None else _identity(identity)
    with transaction.atomic():
        hold_roster(member.unit)
        held = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
        if held.version != version:
            raise ValidationError(
                "Dữ liệu vừa được sửa ở nơi khác. Hãy xem bản mới rồi lưu lại.", code="conflict"
            )
        before = _said(held)
        held.full_name, held.name_order = name, name_order(name)[:600]
        if code is not None:
            _check_identity(held, code)
            held.identity = code
        after = _said(held)
        if before == after:
            return held
        held.version += 1
        held.save()
        write_words([held])
        record(
            "tự sửa dữ liệu cá nhân",
            by=by,
            thing="members.Member",
            thing_id=held.pk,
            label=held.full_name,
            unit_id=held.unit_id,
            before=dict(zip(("full_name", "sealed_identity"), before[:2], strict=True)),
            after=dict(zip(("full_name", "sealed_identity"), after[:2], strict=True)),
        )
    return held


def _said(member: Member) -> tuple[str, str, str]:
    """Name, identity as the trail may hold it, and its hash to compare by."""
    return member.full_name, member.masked_identity, member.identity_hash


def _name(member: Member, full_name: str) -> str:
    try:
        name = one_line(full_name, "Họ và tên", LONGEST_NAME, wanted=True)
    except WordsError as error:
        raise ValidationError({"full_name": str(error)}) from error
    if _letters(name) != _letters(member.full_name):
        raise ValidationError(
            {
                "full_name": ValidationError(
                    "Ở đây chỉ sửa được dấu, chữ hoa, khoảng trắng của tên đang ghi. "
                    "Đổi sang tên khác thì gửi yêu cầu sửa dữ liệu ở dưới.",
                    code="request",
                )
            }
        )
    return name


def _letters(name: str) -> str:
    return "".join(sign for sign in without_marks(name) if unicodedata.category(sign)[0] in "LN")


def _identity(identity: str) -> str:
    try:
        return tidied(one_line(identity, "Số định danh hoặc mã cán bộ", LONGEST_IDENTITY))
    except WordsError as error:
        raise ValidationError({"identity": str(error)}) from error


def _check_identity(member: Member, code: str) -> None:
    others = Member.objects.filter(unit=member.unit_id, identity_hash=keyed_hash(code)).exclude(pk=member.pk)
    if code and others.exists():
        raise ValidationError(
            {
                "identity": "Số này đã ghi cho người khác trong danh sách của đơn vị. Hãy báo văn thư đối chiếu."
            }
        )

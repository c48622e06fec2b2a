"""A copy of what the system holds of one person: to read, and to be read by another system."""

import json
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string
from django.utils import timezone

from dvht.members.models import Certificate, Member
from dvht.members.queries.holdings import Holdings, holdings_of


def own_data_archive(member: Member, *, is_masked: bool = False) -> IO[bytes]:
    """A ZIP: du-lieu.html, du-lieu.json, and the files of certificates; rewound, to be closed by whoever reads it.

    `is_masked`: somebody else makes it, who may not read the identity code in clear.
    """
    held = holdings_of(member, is_masked=is_masked)
    archive = TemporaryFile()  # noqa: SIM115 - handed to the caller open
    with ZipFile(archive, "w", ZIP_DEFLATED) as target:
        context = {"held": held, "made_at": timezone.now()}
        target.writestr("du-lieu.html", render_to_string("members/own_data_export.html", context))
        target.writestr("du-lieu.json", json.dumps(_plain(held), ensure_ascii=False, indent=1))
        for certificate in Certificate.objects.filter(member=member, file__isnull=False).select_related(
            "file"
        ):
            _add_file(target, certificate)
    archive.seek(0)
    return archive


def _add_file(target: ZipFile, certificate: Certificate) -> None:
    name = f"tep/{certificate.year}-{certificate.pk}-{certificate.file_name or 'tep'}"
    try:
        if certificate.file is not None:
            with certificate.file.content.open("rb") as content:
                target.writestr(name, content.read())
    except OSError:
        target.writestr(f"{name}.txt", "Tệp này không còn trong kho của máy chủ.")


def _plain(held: Holdings) -> dict[str, object]:
    return {
        "ban_sao_cua": held.member.full_name,
        "muc": [
            {"ten": section.title, "ban_ghi": [dict(row) for row in section.rows]}
            for section in held.sections
        ],
        "nhat_ky": [[list(pair) for pair in row] for row in held.trail],
        "viec_da_lam": [{"luc": at, "viec": verb} for at, verb in held.deeds],
    }

"""What a program may put into an address that no person types."""

import pytest
from django.test import Client
from tests import make


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/cong-khai/?dia-ban=%00", "/cong-khai/?q=a%00b", "/cong-khai/van-ban/%00/", "/thu/?q=%00"],
)
def test_an_address_with_the_sign_nul_is_refused_before_the_database_is(address: str) -> None:
    assert Client().get(address).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "encoding"), [("%5Cx00", "unicode_escape"), ("%5Cud800", "unicode_escape"), ("+AAA-", "utf-7")]
)
def test_words_in_another_encoding_are_refused_before_they_are_read(words: str, encoding: str) -> None:
    client = Client(headers={"content-type": f"text/plain; charset={encoding}"})

    plain = {"content-type": "text/plain; charset=UTF-8"}
    assert client.get(f"/cong-khai/?q={words}").status_code == 400
    assert client.get("/cong-khai/?q=a", headers=plain).status_code != 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/cong-khai/don-vi/{}/", "/co-quan/{}/2025/", "/don-vi/{}/2025/ke-hoach/"]
)
@pytest.mark.parametrize("number", [2**63, 10**30])
def test_there_is_no_page_for_a_number_that_no_row_can_have(address: str, number: int) -> None:
    client = Client()
    client.force_login(
        make.a_head(make.a_unit("Trường")), backend="django.contrib.auth.backends.ModelBackend"
    )

    assert client.get(address.format(number)).status_code == 404

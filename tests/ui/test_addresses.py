"""What a program may put into an address that no person types."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/cong-khai/?dia-ban=%00", "/cong-khai/?q=a%00b", "/cong-khai/van-ban/%00/", "/thu/?q=%00"],
)
def test_an_address_with_the_sign_nul_is_refused_before_the_database_is(address: str) -> None:
    assert Client().get(address).status_code == 400

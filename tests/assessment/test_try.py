import pytest
from tests import make
pytestmark = pytest.mark.django_db
def test_page(client):
    unit = make.a_unit(); head = make.a_head(unit)
    plan = make.a_plan(unit, by=head)
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    r = client.get(f"/don-vi/{unit.pk}/2026/tu-danh-gia/", follow=True)
    print(r.status_code, r.redirect_chain)
    print(r.content.decode()[:200])
    base=f"/don-vi/{unit.pk}/2026/tu-danh-gia/"
    r = client.post(base+"chi-tieu/2.1/", {"count":"36","total":"40","version":"0"}, follow=True)
    open("/tmp/row.html","w").write(r.content.decode())
    assert r.status_code==200, r.content.decode()[:500]
    for p in ("kiem-tra/","lich-su/","so-thanh-vien/","xuat-excel/"):
        r=client.get(base+p); print(p, r.status_code); assert r.status_code==200

"""What is believed of Google and Clever, and what is not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tests.support.provider import SETTINGS, Provider, signed_with_the_public_key, unsigned
from tmp_portal.accounts import oidc, trouble
from tmp_portal.accounts.oidc import Begun, Identity, SignIns
from tmp_portal.clock import now

ADA = {"sub": "117", "email": "ada@hill.example", "email_verified": True, "hd": "hill.example"}


@pytest.fixture
def google() -> Provider:
    """Google, where Ada has an account of her school."""
    made = Provider()
    made.claims = dict(ADA)
    return made


async def come_back(provider: Provider, sign_ins: SignIns | None = None) -> Identity:
    """The whole way: there, and back with a code."""
    sign_ins = sign_ins or provider.sign_ins()
    begun = await sign_ins.begin(sign_ins.clients["google"])
    return await finished(sign_ins, begun, provider.code(begun.url))


async def finished(sign_ins: SignIns, begun: Begun, answer: dict[str, str]) -> Identity:
    return await sign_ins.finish(sign_ins.clients["google"], answer, begun.nonce, begun.verifier)


async def test_who_comes_back_from_google_is_known_by_googles_own_name_for_them(google: Provider) -> None:
    assert await come_back(google) == Identity("google", "117", "ada@hill.example")


async def test_S10_the_way_there_says_who_asks_and_the_secret_never_passes_the_browser(
    google: Provider,
) -> None:
    sign_ins = google.sign_ins(google_domain="Hill.Example")

    begun = await sign_ins.begin(sign_ins.clients["google"])

    asked = dict(httpx.URL(begun.url).params)
    assert asked["code_challenge"] == oidc.challenge(begun.verifier)
    assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
    assert (asked["state"], asked["nonce"]) == (begun.state, begun.nonce)
    assert asked["redirect_uri"] == "https://portal.example/sso/google/callback"
    assert (asked["prompt"], asked["hd"]) == ("select_account", "hill.example")
    assert begun.verifier not in begun.url
    assert SETTINGS.google_client_secret not in begun.url


@pytest.mark.parametrize(
    "lie",
    [
        {"aud": "another-portal"},
        {"aud": ["another-portal"]},
        {"aud": ["portal-at-google", "another-portal"]},
        {"azp": "another-portal"},
        {"iss": "https://accounts.google.com/"},
        {"iss": "https://evil.example"},
        {"nonce": "another sign-in's"},
        {"nonce": ["x"]},
        {"exp": 1_000},
        {"exp": "tomorrow"},
        {"exp": None},
        {"iat": 99_999_999_999},
        {"sub": ""},
        {"sub": 117},
        {"sub": "1" * 256},
    ],
)
async def test_S10_a_token_that_is_not_for_us_now_is_not_believed(
    google: Provider, lie: dict[str, Any]
) -> None:
    sign_ins = google.sign_ins()
    begun = await sign_ins.begin(sign_ins.clients["google"])
    answer = google.code(begun.url)
    google.claims |= lie

    with pytest.raises(trouble.ProviderTrouble):
        await finished(sign_ins, begun, answer)


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "iat", "sub", "nonce"])
async def test_S10_a_token_without_what_must_be_in_it_is_not_believed(google: Provider, claim: str) -> None:
    signed = google.sign
    google.sign = lambda claims: signed({name: value for name, value in claims.items() if name != claim})

    with pytest.raises(trouble.ProviderTrouble):
        await come_back(google)


@pytest.mark.parametrize("seconds", [-70, -3_600])
async def test_S10_an_expired_token_is_not_believed(google: Provider, seconds: int) -> None:
    google.claims |= {"exp": now() + seconds}

    with pytest.raises(trouble.ProviderTrouble):
        await come_back(google)


async def test_clocks_may_differ_by_a_minute(google: Provider) -> None:
    google.claims |= {"exp": now() - 50, "iat": now() + 50}

    assert (await come_back(google)).subject == "117"


def by_a_stranger(provider: Provider) -> Callable[[dict[str, Any]], str]:
    key = RSAKey.generate_key(2048)
    return lambda claims: jwt.encode({"alg": "RS256", "kid": "first"}, claims, key)


def changed_afterwards(provider: Provider) -> Callable[[dict[str, Any]], str]:
    def sign(claims: dict[str, Any]) -> str:
        head, _, signature = jwt.encode(provider.header, claims, provider.key).split(".")
        return ".".join([head, unsigned(claims | {"sub": "118"}).split(".")[1], signature])

    return sign


@pytest.mark.parametrize(
    "forged",
    [
        lambda _: unsigned,
        signed_with_the_public_key,
        by_a_stranger,
        changed_afterwards,
        lambda _: lambda _claims: "",
        lambda _: lambda _claims: "a.b.c",
        lambda _: lambda _claims: "eyJhbGciOlsiUlMyNTYiXX0.e30.c",  # {"alg": ["RS256"]}
        lambda _: lambda _claims: "x" * 30_000,
    ],
)
async def test_S10_a_forged_token_is_not_believed(
    google: Provider, forged: Callable[[Provider], Callable[[dict[str, Any]], str]]
) -> None:
    google.sign = forged(google)

    with pytest.raises(trouble.ProviderTrouble):
        await come_back(google)


async def test_a_key_of_an_elliptic_curve_does_too(google: Provider) -> None:
    google.key = ECKey.generate_key("P-256", {"kid": "curve"})
    google.published.append(google.key)
    google.header = {"alg": "ES256", "kid": "curve"}

    assert (await come_back(google)).subject == "117"


async def test_new_keys_are_fetched_once_and_not_for_everybody_who_makes_one_up(
    google: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = now()
    monkeypatch.setattr(oidc, "now", lambda: time)
    sign_ins = google.sign_ins()
    await come_back(google, sign_ins)
    google.key, google.header = (
        RSAKey.generate_key(2048, {"kid": "second"}),
        {"alg": "RS256", "kid": "second"},
    )

    with pytest.raises(trouble.ProviderTrouble):
        await come_back(google, sign_ins)
    time += 61
    google.published = [google.key]
    after_a_minute = await come_back(google, sign_ins)
    google.header = {"alg": "RS256", "kid": "made up"}
    for _ in range(5):
        with pytest.raises(trouble.ProviderTrouble):
            await come_back(google, sign_ins)

    assert after_a_minute.subject == "117"
    assert sum(request.url.path == "/keys" for request in google.seen) == 2


async def test_S10_a_stolen_code_is_of_no_use_in_another_sign_in(google: Provider) -> None:
    sign_ins = google.sign_ins()
    theirs, mine = [await sign_ins.begin(sign_ins.clients["google"]) for _ in range(2)]
    stolen = google.code(theirs.url)

    with pytest.raises(trouble.ProviderTrouble):
        await finished(sign_ins, mine, stolen)


async def test_S10_an_answer_of_another_issuer_is_not_taken(google: Provider) -> None:
    google.metadata = {"authorization_response_iss_parameter_supported": True}
    sign_ins = google.sign_ins()
    begun = await sign_ins.begin(sign_ins.clients["google"])
    answer = google.code(begun.url)

    for said in ({}, {"iss": "https://evil.example"}):
        with pytest.raises(trouble.ProviderTrouble):
            await finished(sign_ins, begun, answer | said)
    assert (await finished(sign_ins, begun, answer | {"iss": google.issuer})).subject == "117"


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": "https://accounts.google.com/"},
        {"token_endpoint": "http://accounts.google.com/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
    ],
)
async def test_S10_a_provider_that_is_not_who_it_should_be_is_not_used(
    google: Provider, about: dict[str, Any]
) -> None:
    google.metadata = about

    with pytest.raises(trouble.ProviderTrouble):
        await come_back(google)


def down(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no")


def slow(_: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("no")


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (down, trouble.Unreachable),
        (slow, trouble.Slow),
        (lambda _: httpx.Response(500), trouble.Unreachable),
        (
            lambda _: httpx.Response(302, headers={"location": "https://evil.example"}),
            trouble.ProviderTrouble,
        ),
        (lambda _: httpx.Response(200, content=b"<html>"), trouble.ProviderTrouble),
        (lambda _: httpx.Response(200, content=b"x" * 300_000), trouble.ProviderTrouble),
        (lambda _: httpx.Response(200, content=b"[" * 100_000), trouble.ProviderTrouble),
    ],
)
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
async def test_each_fault_of_a_provider_has_its_words(
    google: Provider, fault: Callable[[httpx.Request], httpx.Response], kind: type[Exception], path: str
) -> None:
    google.fails = lambda request: fault(request) if request.url.path == path else None

    with pytest.raises(kind) as raised:
        await come_back(google)

    assert "Google" in raised.value.title  # type: ignore[attr-defined]
    assert len(google.seen) <= 3


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("access_denied", trouble.Declined),
        ("server_error", trouble.Unreachable),
        ("temporarily_unavailable", trouble.Unreachable),
        ("<script>", trouble.ProviderTrouble),
    ],
)
async def test_each_no_of_a_provider_has_its_words(
    google: Provider, error: str, kind: type[trouble.ProviderTrouble]
) -> None:
    sign_ins = google.sign_ins()
    begun = await sign_ins.begin(sign_ins.clients["google"])

    with pytest.raises(kind) as raised:
        await finished(sign_ins, begun, {"error": error, "state": begun.state})

    assert error not in raised.value.title


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": 5},
        {"hd": None},  # an address that Google was told once, of a domain that is not Google's
    ],
)
async def test_S10_an_address_that_google_does_not_answer_for_says_nothing(
    google: Provider, claims: dict[str, Any]
) -> None:
    google.claims |= claims

    assert await come_back(google) == Identity("google", "117", "")


@pytest.mark.parametrize("hosted", ["other.example", None, "", 7, "hill.example.evil.example"])
async def test_S10_who_is_of_another_domain_is_not_let_in(google: Provider, hosted: object) -> None:
    google.claims |= {"hd": hosted}

    with pytest.raises(trouble.OtherDomain):
        await come_back(google, google.sign_ins(google_domain="hill.example"))


async def test_a_secret_is_sent_as_the_provider_wants_it(google: Provider) -> None:
    await come_back(google)
    basic = google.seen[-2] if google.seen[-1].url.path == "/keys" else google.seen[-1]
    google.metadata = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    await come_back(google, google.sign_ins())
    posted = [request for request in google.seen if request.url.path == "/token"][-1]

    assert basic.headers["authorization"].startswith("Basic ")
    assert b"client_secret" not in basic.content
    assert "authorization" not in posted.headers
    assert b"client_secret=s3cret%2F%2B+%25" in posted.content


def test_who_is_not_set_up_is_not_there() -> None:
    assert oidc.providers(SETTINGS) == ["google", "clever"]
    assert oidc.providers(replace(SETTINGS, clever_client_id="")) == ["google"]
    assert oidc.providers(replace(SETTINGS, url="")) == []
    assert not oidc.offers_device(replace(SETTINGS, url=""))


def test_S10_whoever_comes_back_with_an_error_writes_no_book_into_the_log(
    google: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    client = google.sign_ins().clients["google"]

    oidc.refused(client, "e" * 5_000)
    oidc.refused(client, "two\nlines")

    assert [record.getMessage() for record in caplog.records] == [
        f"Google said {'e' * oidc.LONGEST_CALLED}",
        "Google said ?",
    ]

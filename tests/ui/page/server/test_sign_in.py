"""Signing in on the real server, and what two people see of each other."""

import re
from typing import Any

import httpx

USERS = "ana:password1,ben:password2"
ELSEWHERE = (
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/a\r\nx: y",
    "\\\\evil",
)
BRIEF = "Tier 1 has 20 people, tier 2 has 6. We escalate outages."


async def test_nothing_is_shown_before_signing_in(serving: Any) -> None:
    """Pages lead to the form, everything else is refused; health is for everybody."""
    async with serving(users=USERS) as browser:
        http = browser().http
        page = await http.get("/", headers={"accept": "text/html"})
        assert (page.status_code, page.headers["location"]) == (303, "/sign-in")
        for path in ("/config", "/theme.css", "/gradio_api/startup-events", "/assets/x.js", "/conversations/x/stream"):
            assert (await http.get(path)).status_code == 401
        for path in ("/conversations", "/files", "/gradio_api/queue/join", "/sign-out"):
            assert (await http.post(path)).status_code == 401
        for path in ("/healthz", "/readyz", "/sign-in"):
            assert (await http.get(path)).status_code == 200


async def test_signing_in_and_out(serving: Any) -> None:
    """The cookie opens the page until it is given back."""
    async with serving(users=USERS) as browser:
        one = browser()
        entered = await one.sign_in("ana", "password1")
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        assert (await one.http.get("/", headers={"accept": "text/html"})).status_code == 200
        copy = dict(one.http.cookies)
        assert (await one.http.post("/sign-out")).headers["location"] == "/sign-in"
        async with httpx.AsyncClient(base_url=one.base, cookies=copy) as thief:
            assert (await thief.get("/config")).status_code == 401


async def test_a_wrong_password_says_no_more_than_that(serving: Any) -> None:
    """The same for a name that exists and one that does not; after some tries it must wait."""
    async with serving(users=USERS) as browser:
        one = browser()
        known, unknown = await one.sign_in("ana", "wrong"), await one.sign_in("nobody", "wrong")
        assert known.status_code == unknown.status_code == 401
        assert re.sub("ana|nobody", "", known.text) == re.sub("ana|nobody", "", unknown.text)
        for _ in range(4):
            await one.sign_in("ana", "wrong")
        assert (await one.sign_in("ana", "password1")).status_code == 429


async def test_signing_in_leads_nowhere_else(serving: Any) -> None:
    """An address of another site is forgotten."""
    async with serving(users=USERS) as browser:
        one = browser()
        for next in ELSEWHERE:
            answer = await one.http.post("/sign-in", data={"name": "ana", "password": "password1", "next": next})
            assert answer.headers["location"] == "/"


async def test_what_is_typed_into_the_form_does_nothing(serving: Any) -> None:
    """Names with HTML in them stay text."""
    async with serving(users=USERS) as browser:
        answer = await browser().sign_in('"><script>alert(1)</script>', "x")
        assert "<script" not in answer.text


async def test_two_people_never_see_each_other_s(serving: Any) -> None:
    """Every route, with the other's ids: not found, exactly as an id that was never there."""
    async with serving(users=USERS) as browser:
        ana, ben = browser(), browser()
        await ana.sign_in("ana", "password1")
        await ben.sign_in("ben", "password2")
        id = await ana.begin()
        assert (await ana.answered(id, BRIEF))[-1][0] == "reply"
        for other in (id, "A" * 32):
            answers = [
                await ben.send(other, BRIEF),
                await ben.send(other, "", resume=True),
                await ben.send(other, "", edits=[{"target": "fact:x", "text": "1"}]),
                await ben.http.post(f"/conversations/{other}/stop"),
                await ben.http.post(f"/conversations/{other}/author", json={"author": "offline"}),
                await ben.http.get(f"/conversations/{other}/stream"),
                *[
                    await ben.http.get(f"/documents/{other}/{file}")
                    for file in ("current.md", "1.json", "1.html", "1.docx", "1.pdf")
                ],
            ]
            assert {answer.status_code for answer in answers} == {404}
        assert len(await ana.house.session.transcript(id)) == 2


async def test_a_thousand_guessed_ids_find_nothing(serving: Any) -> None:
    """Ids are long and random; near ones are as good as none."""
    async with serving(users=USERS) as browser:
        ana, ben = browser(), browser()
        await ana.sign_in("ana", "password1")
        await ben.sign_in("ben", "password2")
        id = await ana.begin()
        assert len(id) == 32
        guesses = [id[:at] + letter + id[at + 1 :] for at in range(32) for letter in "aZ9_-xQ4"] * 4
        found = [(await ben.http.get(f"/documents/{guess}/1.md")).status_code for guess in guesses[:1_000]]
        assert set(found) == {404}

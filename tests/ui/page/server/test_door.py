"""The door of the real server: headers, origins, closed routes, limits."""

import json
import re
from typing import Any

import httpx

CLOSED = [
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file/etc/passwd",
    "/file=/etc/passwd",
    "/gradio_api/proxy=http://127.0.0.1:1/",
    "/gradio_api/file=http://127.0.0.1:1/",
    "/assets/../../../../etc/passwd",
    "/static/..%2f..%2froutes.py",
    "/gradio_api/openapi.json",
    "/gradio_api/runs",
    "/gradio_api/deep_link",
    "/monitoring",
    "/monitoring/summary",
    "/docs",
    "/openapi.json",
    "/gradio_api/token",
    "/gradio_api/app_id",
    "/gradio_api/user",
    "/login_check",
    "/gradio_api/upload_progress",
    "/.env",
    "/svelte/x",
    "/gradio_api/stream/a/b/c/playlist.m3u8",
]


async def test_every_answer_carries_the_headers(serving: Any) -> None:
    """Pages, routes, Gradio's files and refusals."""
    async with serving() as browser:
        http = browser().http
        for path in ("/", "/healthz", "/theme.css", "/nothing", "/config"):
            headers = (await http.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert "access-control-allow-origin" not in headers


async def test_only_the_page_s_own_scripts_run(serving: Any) -> None:
    """Each script carries the nonce of this one answer, and the policy allows no other inline script."""
    async with serving() as browser:
        http = browser().http
        one, two = await http.get("/"), await http.get("/")
    policy = one.headers["content-security-policy"]
    (nonce,) = re.findall(r"'nonce-([\w-]+)'", policy)
    assert nonce not in two.text
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    outside = re.sub(r"(?s)<script.*?</script>", lambda tag: tag[0].split(">")[0], one.text)
    assert outside.count("<script") == outside.count(f'<script nonce="{nonce}"') > 3


async def test_the_page_names_no_other_host(serving: Any) -> None:
    """No tag of it loads from elsewhere."""
    async with serving() as browser:
        html = (await browser().http.get("/")).text
    tags = re.findall(
        r"<(?:link|script|img|meta|iframe)[^>]*>", re.sub(r"(?s)(<script[^>]*>).*?</script>", r"\1", html)
    )
    assert not [tag for tag in tags if "http:" in tag or "https:" in tag or '"//' in tag]


async def test_what_the_page_does_not_need_is_closed(serving: Any) -> None:
    """Gradio's files, proxies, logs and descriptions are not found."""
    async with serving() as browser, httpx.AsyncClient() as http:
        base = browser().base
        for path in CLOSED:
            answer = await http.send(httpx.Request("GET", httpx.URL(base, raw_path=path.encode())))
            assert answer.status_code == 404, path
            assert "root:" not in answer.text


async def test_another_site_s_requests_are_refused(serving: Any) -> None:
    """Posts from elsewhere, without an origin, with a null one; reads that a browser says another site makes."""
    async with serving() as browser:
        one = browser()
        for origin in (
            "http://evil.example",
            "null",
            "http://127.0.0.1:1",
            "https" + one.base[4:] + ".evil.example",
            "",
        ):
            assert (await one.http.post("/conversations", headers={"origin": origin})).status_code == 403
            assert (await one.http.post("/gradio_api/queue/join", headers={"origin": origin})).status_code == 403
        async with httpx.AsyncClient(base_url=one.base) as bare:
            assert (await bare.post("/conversations")).status_code == 403
        foreign = {"origin": "http://evil.example"}
        assert (await one.http.get("/config", headers=foreign)).status_code == 403
        assert (await one.http.get("/config", headers={"sec-fetch-site": "cross-site"})).status_code == 403
        link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
        async with httpx.AsyncClient(base_url=one.base) as bare:
            assert (await bare.get("/", headers=link)).status_code == 200


async def test_a_name_that_is_not_ours_is_refused(serving: Any) -> None:
    """A page whose name was pointed at this machine reads nothing."""
    async with serving() as browser:
        one = browser()
        for host in ("evil.example", "localhost.evil.example", "user@127.0.0.1", "127.0.0.1:x", ""):
            answer = await one.http.get("/healthz", headers={"host": host, "origin": f"http://{host}"})
            assert answer.status_code in (400, 421)


async def test_a_configured_name_is_answered(serving: Any) -> None:
    """Beside loopback's own names."""
    async with serving(hosts=("desk.example",)) as browser:
        one = browser()
        answer = await one.http.get("/healthz", headers={"host": "desk.example", "origin": "http://desk.example"})
        assert answer.status_code == 200


async def test_forwarded_headers_of_nobody_s_proxy_are_not_believed(serving: Any) -> None:
    """They change no address in the page."""
    async with serving() as browser:
        html = (await browser().http.get("/", headers={"x-forwarded-host": "evil.example"})).text
    assert "evil.example" not in html


async def test_too_large_a_body_is_refused(serving: Any) -> None:
    """By what it announces and by what comes; the server goes on."""
    async with serving(upload_bytes=1 << 20) as browser:
        http = browser().http
        assert (await http.post("/conversations", content=b"x" * (3 << 20))).status_code == 413

        async def pieces() -> Any:
            yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
            for _ in range(40):
                yield b"x" * 100_000

        for path in ("/gradio_api/queue/join", "/files"):
            answer = await http.post(
                path, content=pieces(), headers={"content-type": "multipart/form-data; boundary=x"}
            )
            assert answer.status_code == 413
            assert "more than" in answer.json()["message"]
        assert (await http.get("/healthz")).status_code == 200


async def test_a_twenty_megabyte_file_gets_an_answer(serving: Any) -> None:
    """Not a broken connection."""
    async with serving() as browser:
        answer = await browser().http.post("/files", files={"file": ("b.txt", b"x" * (20 << 20))})
        assert answer.status_code == 413
        assert answer.json()["message"].startswith("That is more than 10 MB.")


async def test_a_page_session_belongs_to_who_began_it(serving: Any) -> None:
    """Another's session of Gradio is not found, whatever is asked of it."""
    async with serving(users="ana:password1,ben:password2") as browser:
        ana, ben = browser(), browser()
        await ana.sign_in("ana", "password1")
        await ben.sign_in("ben", "password2")
        joined = {"data": [{}], "fn_index": 0, "session_hash": "anassession", "event_data": {}}
        await ana.http.post("/gradio_api/queue/join", json=joined)
        assert (await ben.http.get("/gradio_api/queue/data?session_hash=anassession")).status_code == 404
        assert (await ben.http.post("/gradio_api/queue/join", json=joined)).status_code == 404
        cancel = {"session_hash": "anassession", "fn_index": 0, "event_id": "x"}
        assert (await ben.http.post("/gradio_api/cancel", json=cancel)).status_code == 404
        async with ben.http.stream("GET", "/gradio_api/heartbeat/anassession") as answer:
            assert answer.status_code == 404


async def test_an_open_tab_holds_no_connection(serving: Any) -> None:
    """Gradio's sign of life ends at once, so that a browser's few connections are left for what people do."""
    async with serving() as browser:
        answer = await browser().http.get("/gradio_api/heartbeat/somesession", timeout=5)
    assert answer.text == "data: ALIVE\n\n"


async def test_a_misshapen_request_is_not_repeated(serving: Any) -> None:
    """A key in a wrong request does not come back."""
    async with serving() as browser:
        one = browser()
        id = await one.begin()
        answer = await one.http.post(f"/conversations/{id}/author", content=json.dumps({"key": "CANARY", "x": 1}))
        assert answer.status_code == 422
        assert "CANARY" not in answer.text

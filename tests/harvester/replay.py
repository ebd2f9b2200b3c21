"""Small servers on loopback that answer what a test, a recording or a real file says, page by page.

They know the protocols only as far as a listing goes; what they hand out is given to them as bytes.
"""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

CAPABILITIES = """<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" version="2.0.2"
  xmlns:ows="http://www.opengis.net/ows" xmlns:xlink="http://www.w3.org/1999/xlink">
  <ows:ServiceIdentification><ows:Title>Catalogue rejoué</ows:Title></ows:ServiceIdentification>
  <ows:OperationsMetadata><ows:Operation name="GetRecords"><ows:DCP><ows:HTTP>
    <ows:Get xlink:href="{post}"/><ows:Post xlink:href="{post}"/>
  </ows:HTTP></ows:DCP><ows:Parameter name="outputSchema"><ows:Value>http://www.isotc211.org/2005/gmd</ows:Value>
  </ows:Parameter></ows:Operation></ows:OperationsMetadata></csw:Capabilities>"""

RESPONSE = """<?xml version="1.0" encoding="UTF-8"?>
<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" version="2.0.2">
<csw:SearchResults {attributes}>{records}</csw:SearchResults></csw:GetRecordsResponse>"""

EXCEPTION = """<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows" version="1.0.0">
<ows:Exception exceptionCode="{code}"><ows:ExceptionText>{text}</ows:ExceptionText></ows:Exception>
</ows:ExceptionReport>"""

HTML = b"<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Revenez demain</body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    body: str
    root: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to answer."""

    content: bytes
    media_type: str = "application/xml"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Portal = Callable[[Asked], Answer]


@dataclass(slots=True)
class Running:
    """A portal that answers at `url`; `asked` grows with every request."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serve(portal: Portal) -> Iterator[Running]:
    """Serve a portal on a free port of loopback while the block lasts."""
    running = Running(url="")

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            address = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            query = dict(parse_qsl(address.query))
            asked = Asked(
                method=self.command,
                path=address.path,
                query=query,
                body=body,
                root=running.url,
                headers=dict(self.headers),
            )
            running.asked.append(asked)
            answer = portal(asked)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.content)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = answer  # noqa: N815 -- the names http.server looks for

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def always(content: bytes, media_type: str = "text/html", status: int = 200) -> Portal:
    """Return a portal that has one answer for everything."""
    return lambda asked: Answer(content=content, media_type=media_type, status=status)


def files(contents: Mapping[str, bytes], media_type: str) -> Portal:
    """Return a portal of documents by path; `{root}` in them is the address of the server."""

    def answer(asked: Asked) -> Answer:
        if asked.path not in contents:
            return Answer(content=b"nothing here", media_type="text/plain", status=404)
        content = contents[asked.path].replace(b"{root}", asked.root.encode())
        return Answer(content=content, media_type=media_type)

    return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class CswFaults:
    """How a CSW departs from the standard. `attributes` rewrites what SearchResults says of a page."""

    cap: int = 10
    post: str = "{root}/csw"
    refuses_sort: bool = False
    ignores_start: bool = False
    stops_at: int | None = None
    attributes: Callable[[int, int, int], Mapping[str, int]] | None = None


def standard_attributes(start: int, returned: int, matched: int) -> dict[str, int]:
    """Return what OGC 07-006r1 §10.8.4.1 says of a page."""
    following = start + returned
    return {
        "numberOfRecordsMatched": matched,
        "numberOfRecordsReturned": returned,
        "nextRecord": following if following <= matched else 0,
    }


def csw(records: Sequence[bytes], faults: CswFaults | None = None) -> Portal:
    """Return a CSW 2.0.2 that lists `records` (elements as they stand, without XML declaration)."""
    how = faults or CswFaults()

    def answer(asked: Asked) -> Answer:
        if asked.method == "GET":
            post = how.post.replace("{root}", asked.root)
            return Answer(content=CAPABILITIES.replace("{post}", post).encode())
        if how.refuses_sort and "SortBy" in asked.body:
            text = EXCEPTION.format(code="InvalidParameterValue", text="SortBy is not supported")
            return Answer(content=text.encode())
        return Answer(content=_page(asked.body, records, how))

    return answer


def _page(body: str, records: Sequence[bytes], how: CswFaults) -> bytes:
    start = 1 if how.ignores_start else _number(body, "startPosition", 1)
    asked = _number(body, "maxRecords", 10)
    end = min(start - 1 + min(asked, how.cap), how.stops_at if how.stops_at is not None else len(records))
    page = records[start - 1 : end]
    said = (how.attributes or standard_attributes)(start, len(page), len(records))
    attributes = " ".join(f'{name}="{value}"' for name, value in said.items())
    joined = b"".join(page).decode()
    return RESPONSE.format(attributes=attributes, records=joined).encode()


def _number(body: str, name: str, default: int) -> int:
    match = re.search(rf'{name}="(\d+)"', body)
    return int(match[1]) if match else default

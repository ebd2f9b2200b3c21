"""Harvesting a real pycsw, beside the fetching of the same pages whose bodies are thrown away."""

import requests

from benchmarks.comparing import Comparison, Results, seconds
from benchmarks.stations import a_station
from tests.servers.pycsw import pycsw

ASKED = """<csw:GetRecords xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" service="CSW" version="2.0.2"
 xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:ogc="http://www.opengis.net/ogc"
 xmlns:apiso="http://www.opengis.net/cat/csw/apiso/1.0" resultType="results"
 outputSchema="http://www.isotc211.org/2005/gmd" outputFormat="application/xml" startPosition="{start}"
 maxRecords="{size}"><csw:Query typeNames="gmd:MD_Metadata"><csw:ElementSetName>full</csw:ElementSetName>
<ogc:SortBy><ogc:SortProperty><ogc:PropertyName>apiso:Identifier</ogc:PropertyName><ogc:SortOrder>ASC</ogc:SortOrder>
</ogc:SortProperty></ogc:SortBy></csw:Query></csw:GetRecords>"""


def measure_live(records: list[bytes], size: int, rounds: int, results: Results) -> None:
    """Load a pycsw, then harvest it and page through it in turn."""
    ours, raw, listed = [], [], set()
    with pycsw(most=size) as server:
        print(f"loading {len(records):,} records into pycsw {server.version} …", flush=True)
        server.load(records)
        for _ in range(rounds):
            with a_station(server.url, size) as station:
                ours.append(seconds(lambda: listed.add(station.harvest().listed)))
            raw.append(seconds(lambda: listed.add(page_through(server.url, size))))
        results.facts["pycsw"] = server.version
    if len(listed) != 1:
        raise SystemExit(f"the sides listed differently: {listed}")
    (count,) = listed
    results.add(Comparison(f"harvest of a live pycsw, {size} a page", 0.8, count, ours, raw, "raw paging"))


def page_through(url: str, size: int) -> int:
    """Fetch every page, throw the bodies away, and return how many records were announced."""
    start, total = 1, size
    with requests.Session() as session:
        while start <= total:
            headers = {"Content-Type": "application/xml"}
            body = ASKED.format(start=start, size=size).encode()
            content = session.post(url, data=body, headers=headers, timeout=120).content
            if start == 1:
                total = int(content.partition(b'numberOfRecordsMatched="')[2].partition(b'"')[0])
            start += size
    return total

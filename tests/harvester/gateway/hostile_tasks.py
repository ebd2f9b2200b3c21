"""Tasks that try to break out of the parser child, or to wear it out. Never registered in the product."""

import os
import resource
import socket
import subprocess
import time
from pathlib import Path

import lxml.etree
import pyoxigraph

from harvester.errors import RecordRejected
from harvester.gateway import tasks

WARM_UP = [*tasks.WARM_UP]


def lax_parser():
    return lxml.etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False, huge_tree=True)


def attempt(act):
    """What an act gave, or why it did not."""
    try:
        return {"gave": repr(act())}
    except (OSError, ValueError, RuntimeError, lxml.etree.LxmlError) as error:
        return {"failed": f"{type(error).__name__}: {error}"}


def text_of(document):
    return lxml.etree.tostring(lxml.etree.fromstring(document, lax_parser()), method="text")


def xinclude(path):
    namespace = "http://www.w3.org/2001/XInclude"
    tree = lxml.etree.ElementTree(
        lxml.etree.XML(f'<a xmlns:x="{namespace}"><x:include href="{path}" parse="text"/></a>')
    )
    tree.xinclude()
    return lxml.etree.tostring(tree, method="text")


def xslt(path):
    sheet = f"""<s:stylesheet version="1.0" xmlns:s="http://www.w3.org/1999/XSL/Transform">
        <s:template match="/"><s:copy-of select="document('file://{path}')"/></s:template></s:stylesheet>"""
    return str(lxml.etree.XSLT(lxml.etree.XML(sheet))(lxml.etree.XML("<a/>")))


def read_file(content, options):
    path = content.decode()
    way = {
        "python": lambda: Path(path).read_text(),
        "lxml-path": lambda: lxml.etree.parse(path),
        "lxml-xxe": lambda: text_of(f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{path}">]><a>&e;</a>'),
        "lxml-dtd": lambda: text_of(f'<!DOCTYPE a SYSTEM "file://{path}"><a>&e;</a>'),
        "lxml-xinclude": lambda: xinclude(path),
        "lxml-xslt": lambda: xslt(path),
        "oxigraph-path": lambda: list(pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)),
        "oxigraph-store": lambda: pyoxigraph.Store(path),
        "spawn": lambda: subprocess.run(["/bin/cat", path], capture_output=True, check=True),
    }[options["way"]]
    return attempt(way)


def open_socket(content, options):
    address = (options["host"], options["port"])
    url = f"http://{address[0]}:{address[1]}/"
    return {
        "python": attempt(lambda: socket.create_connection(address, timeout=2)),
        "lxml-xxe": attempt(lambda: text_of(f'<!DOCTYPE a [<!ENTITY e SYSTEM "{url}">]><a>&e;</a>')),
        "lxml-path": attempt(lambda: lxml.etree.parse(url)),
        "pipe": attempt(os.pipe),
    }


def burn(content, options):
    while True:
        pass


def work(content, options):
    end = time.process_time() + options["seconds"]
    while time.process_time() < end:
        pass
    return {"pid": os.getpid()}


def sleep(content, options):
    time.sleep(60)
    return {}


def eat(content, options):
    return {"eaten": len(b"x" * options["bytes"])}


def eat_in_rust(content, options):
    text = b'<urn:a> <urn:b> """' + b"x" * 40_000_000 + b'""" .'
    kept = [list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)) for _ in range(1000)]
    return {"eaten": len(kept)}


def crash(content, options):
    os.abort()


def limits(content, options):
    names = ("RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_AS", "RLIMIT_CPU")
    return {name: resource.getrlimit(getattr(resource, name)) for name in names}


def stream(content, options):
    for number in range(options["count"]):
        yield {"number": number, "raw": content, "empty": b""}


def reject(content, options):
    yield {"number": 1}
    raise RecordRejected("no-title", record=content.decode())


def stumble(content, options):
    raise AttributeError("a parser of somebody else stumbled")


def recurse(content, options):
    return recurse(content, options)


def not_a_number(content, options):
    return {"number": float("inf")}


def environment(content, options):
    return {
        "variables": sorted(os.environ),
        "folder": str(Path.cwd()),
        "pid": os.getpid(),
        "parent": os.getppid(),
    }


TASKS = tasks.TASKS | {
    task.__name__: task
    for task in (
        read_file, open_socket, burn, work, sleep, eat, eat_in_rust, crash, limits, stream, reject,
        stumble, recurse, not_a_number, environment,
    )
}  # fmt: skip

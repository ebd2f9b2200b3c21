"""A key and two certificates made for these tests and for `portal.example` alone: one valid, one expired."""

import ssl
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from socket import socket

HOST = "portal.example"
KEY = (
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/75PTj9DUwba08Cif7zI+EruChivviPRVLBKBWd/udShRANCAATe"
    "lis4osYBuHR+b7IT2Yc3TJ5o2wBY9kuyLnyIStfOPMWY1lAR///FxSh7z5ndBrFDxrhnmijg08e+9HdOEYIg"
)
VALID = (  # from 2020 to 2125
    "MIIBbjCCAROgAwIBAgIBAzAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5wb3J0YWwuZXhhbXBsZTAgFw0yMDAxMDEwMDAwMDBaGA8y"
    "MTI1MDEwMTAwMDAwMFowGTEXMBUGA1UEAwwOcG9ydGFsLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATelis4osYB"
    "uHR+b7IT2Yc3TJ5o2wBY9kuyLnyIStfOPMWY1lAR///FxSh7z5ndBrFDxrhnmijg08e+9HdOEYIgo0owSDAZBgNVHREEEjAQgg5w"
    "b3J0YWwuZXhhbXBsZTAMBgNVHRMEBTADAQH/MB0GA1UdDgQWBBTw07kG0/E2wE+YGNUk1UeIAuO7pDAKBggqhkjOPQQDAgNJADBG"
    "AiEApaMSgfQRTKUHWFv3tx/GZjpVOaZoWEPk0jJm/Z9k8vkCIQCE+oHeGAezJ5nA78V2RwBcmCoRCtpCcY6n+uIwCiohCA=="
)
EXPIRED = (  # in 2020
    "MIIBazCCARGgAwIBAgIBAjAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5wb3J0YWwuZXhhbXBsZTAeFw0yMDAxMDEwMDAwMDBaFw0y"
    "MDAyMDEwMDAwMDBaMBkxFzAVBgNVBAMMDnBvcnRhbC5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE3pYrOKLGAbh0"
    "fm+yE9mHN0yeaNsAWPZLsi58iErXzjzFmNZQEf//xcUoe8+Z3QaxQ8a4Z5oo4NPHvvR3ThGCIKNKMEgwGQYDVR0RBBIwEIIOcG9y"
    "dGFsLmV4YW1wbGUwDAYDVR0TBAUwAwEB/zAdBgNVHQ4EFgQU8NO5BtPxNsBPmBjVJNVHiALju6QwCgYIKoZIzj0EAwIDSAAwRQIh"
    "AO7nxMVcWy1S5AgUmegrghonvYzyaE2pONnYDhOfIxNUAiBNWcxJzySDBGfKZ8SlzKELRqcN1Ps6hjbxqW1BRsJFYA=="
)


def tls_server(folder: Path, certificate: str) -> tuple[str, Callable[[socket], socket]]:
    """Return the file of the certificate, to be trusted, and what puts TLS around an accepted connection."""
    public, private = folder / "certificate.pem", folder / "private.pem"
    public.write_text(ssl.DER_cert_to_PEM_cert(b64decode(certificate)))
    label = "PRIVATE KEY"
    private.write_text(f"-----BEGIN {label}-----\n{KEY}\n-----END {label}-----\n")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return str(public), lambda accepted: context.wrap_socket(accepted, server_side=True)

import re
import signal
import subprocess
import sys
import urllib.request

SERVE = "import sys; from cli.main import run; sys.exit(run(sys.argv[1:]))"


def test_site_answers_at_the_address_that_is_told_until_interrupted(demo_folder):
    command = [sys.executable, "-c", SERVE, "--data-dir", str(demo_folder), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stderr is not None
            told = serving.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", told)
            assert address, told
            with urllib.request.urlopen(f"{address[0]}healthz", timeout=30) as answer:
                assert answer.status == 200
            with urllib.request.urlopen(f"{address[0]}donnees?q=air", timeout=30) as answer:
                assert "<html" in answer.read().decode()
        finally:
            serving.send_signal(signal.SIGINT)
        written, rest = serving.communicate(timeout=30)
    assert (serving.returncode, written, rest) == (0, "", "")

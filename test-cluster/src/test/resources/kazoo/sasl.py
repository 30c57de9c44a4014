"""SASL DIGEST-MD5 from kazoo: sasl.py HOSTS USER PASSWORD. Exit status 0 when the right password is accepted and a wrong one is not."""
import sys

from kazoo.client import KazooClient
from kazoo.exceptions import KazooException, NoAuthError
from kazoo.security import make_acl

hosts, user, password = sys.argv[1:]


def client(secret):
    return KazooClient(
        hosts=hosts, timeout=20.0, sasl_options={"mechanism": "DIGEST-MD5", "username": user, "password": secret}
    )


right = client(password)
right.start(timeout=30)
right.create("/kazoo-sasl", b"mine", acl=[make_acl("sasl", user, all=True)])
assert right.get("/kazoo-sasl")[0] == b"mine"
right.stop()
right.close()

wrong = client("not " + password)
try:
    wrong.start(timeout=30)
    wrong.get("/kazoo-sasl")
except NoAuthError:
    raise AssertionError("a wrong password was let in as nobody")
except KazooException:
    pass
else:
    raise AssertionError("a wrong password was accepted")
wrong.stop()
wrong.close()

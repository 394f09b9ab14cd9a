"""A real OPC UA server on asyncua (PyPI) that tests connect to; nobody here wrote its stack.

The address space is the one of node_opcua_server.js, so that a test runs against both:

    Objects/Plant/{Counter, CounterDouble, Temperature, Pressure, Flow, Vibration, Running, Mode, Text, Profile,
                   NotANumber, Infinite, BadStatus, UncertainStatus, Range, Frozen, Setpoint}
    Objects/Load/F000../<kind>_<n>          100 variables a folder

Counter rises by one a tick, for ever: every value is appended to DIR/counter.log (value, source time in microseconds)
*before* it is published, so the file is the truth that a test holds its readings against, a value never repeats after
a kill, and a restart in the same folder goes on counting. Counter is historized in DIR/history.db.

Prints one line `READY opc.tcp://127.0.0.1:PORT/optria/asyncua` when it accepts connections.
"""

import argparse
import asyncio
import datetime as dt
import ipaddress
import logging
import math
import os
import sys
import tempfile
import threading
from pathlib import Path

from asyncua import Server, ua
from asyncua.crypto.permission_rules import User, UserRole
from asyncua.common.utils import ServiceError
from asyncua.server.history_sql import HistorySQLite
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

APPLICATION_URI = "urn:optria:counterpart:asyncua"
NAMESPACE_URI = "urn:optria:test:plant"
KINDS = ("temperature", "pressure", "flow", "vibration", "level")
NODES_PER_FOLDER = 100  # adding to one folder is quadratic in asyncua

SECURE_POLICIES = [
    ua.SecurityPolicyType.Basic256Sha256_Sign,
    ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt,
    ua.SecurityPolicyType.Aes128Sha256RsaOaep_Sign,
    ua.SecurityPolicyType.Aes128Sha256RsaOaep_SignAndEncrypt,
    ua.SecurityPolicyType.Aes256Sha256RsaPss_Sign,
    ua.SecurityPolicyType.Aes256Sha256RsaPss_SignAndEncrypt,
]
POLICIES = {
    "all": [ua.SecurityPolicyType.NoSecurity, *SECURE_POLICIES],
    "none": [ua.SecurityPolicyType.NoSecurity],
    "secure": SECURE_POLICIES,
}


class People:
    """Who may sign in: anonymous if allowed, named users by password, certificates by exact match."""

    def __init__(self, users, anonymous, certificates):
        self.passwords = dict(user.split(":", 1) for user in users)
        self.anonymous = anonymous
        self.certificates = certificates

    def get_user(self, iserver, username=None, password=None, certificate=None):
        if username is not None:
            known = self.passwords.get(username)
            return User(role=UserRole.User, name=username) if known is not None and known == password else None
        if certificate is not None and certificate in self.certificates:
            return User(role=UserRole.User, name="certificate")
        return User(role=UserRole.User) if self.anonymous else None

    def refuse_strangers(self, iserver):
        """asyncua hands `get_user` the channel's certificate for an anonymous token: only here are the two told apart."""
        verify = iserver.verify_x509_token

        def verify_known(session, token, signature):
            certificate = verify(session, token, signature)
            if certificate not in self.certificates:
                raise ServiceError(ua.StatusCodes.BadIdentityTokenRejected)
            return certificate

        iserver.verify_x509_token = verify_known


def make_certificate(folder, kind, number):
    """Makes key and certificate once per folder, kind and number: `good`, `replaced` (good too, but another), or what is
    wrong."""
    key_file, certificate_file = (folder / f"server_{part}_{kind}_{number}.pem" for part in ("key", "certificate"))
    if key_file.exists() and certificate_file.exists():
        return key_file, certificate_file
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([
        x509.NameAttribute(NameOID.COMMON_NAME, "asyncua counterpart"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "OPTRIA IQ tests"),
    ])
    now = dt.datetime.now(dt.timezone.utc)
    begins, ends = now - dt.timedelta(days=1), now + dt.timedelta(days=365)
    if kind == "expired":
        begins, ends = now - dt.timedelta(days=400), now - dt.timedelta(days=30)
    if kind == "not-yet":
        begins, ends = now + dt.timedelta(days=30), now + dt.timedelta(days=400)
    if kind == "ends-soon":
        ends = now + dt.timedelta(days=10)
    uri = "urn:somebody:else" if kind == "other-uri" else APPLICATION_URI
    hosts = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    if kind == "other-host":
        hosts = [x509.DNSName("plc7.example")]
    usage = dict.fromkeys(
        ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_cert_sign"), True
    ) | dict.fromkeys(("key_agreement", "crl_sign", "encipher_only", "decipher_only"), False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.UniformResourceIdentifier(uri), *hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    key_file.chmod(0o600)
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return key_file, certificate_file


class CounterLog:
    """DIR/counter.log: one line `value source_time_microseconds` a tick, written before the tick is published."""

    def __init__(self, path):
        lines = path.read_text().splitlines() if path.exists() else []
        self.value = max((int(line.split()[0]) for line in lines if len(line.split()) == 2), default=0)
        self.file = path.open("a", buffering=1)
        if lines and len(lines[-1].split()) != 2:
            self.file.write("\n")

    def tick(self, now):
        self.value += 1
        microseconds = (now - dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)) // dt.timedelta(microseconds=1)
        self.file.write(f"{self.value} {microseconds}\n")
        return self.value


class CounterHistory(HistorySQLite):
    """asyncua's SQLite history; its own table names refuse string node ids (`2_'Plant.Counter'`)."""

    def _get_table_name(self, node_id):
        return "".join(c if c.isalnum() else "_" for c in f"{node_id.NamespaceIndex}_{node_id.Identifier}")


def number(value, kind=ua.VariantType.Double):
    return ua.Variant(value, kind)


class Plant:
    """The variables of Objects/Plant."""

    def __init__(self, server, index):
        self.server, self.index, self.nodes = server, index, {}

    async def build(self):
        plant = await self.server.nodes.objects.add_object(self._id("Plant"), f"{self.index}:Plant")
        add = self._add
        await add(plant, "Counter", number(0, ua.VariantType.Int64))
        await add(plant, "CounterDouble", number(0.0))
        await self._analog(await add(plant, "Temperature", number(65.0)), 0.0, 150.0, "degC", "°C", 4408652)
        await self._analog(await add(plant, "Pressure", number(6.2)), 0.0, 16.0, "bar", "bar", 4342098)
        await self._analog(await add(plant, "Flow", number(120.0)), 0.0, 300.0, "m3/h", "m³/h", 5067080)
        await self._analog(await add(plant, "Vibration", number(2.1)), 0.0, 25.0, "mm/s", "mm/s", 4403510)
        await add(plant, "Running", ua.Variant(True, ua.VariantType.Boolean))
        await add(plant, "Mode", ua.Variant(2, ua.VariantType.UInt16))
        await add(plant, "Text", ua.Variant("pump 101 running", ua.VariantType.String))
        await add(plant, "Profile", ua.Variant([1.0, 2.0, 4.0, 8.0], ua.VariantType.Double))
        await add(plant, "NotANumber", number(math.nan))
        await add(plant, "Infinite", number(math.inf))
        await add(plant, "BadStatus", number(0.0))
        await add(plant, "UncertainStatus", number(42.0))
        await add(plant, "Range", ua.Variant(ua.Range(Low=0.0, High=100.0), ua.VariantType.ExtensionObject))
        await add(plant, "Frozen", number(7.5))
        setpoint = await add(plant, "Setpoint", number(50.0))
        await setpoint.set_writable()
        now = dt.datetime.now(dt.timezone.utc)
        await self.write("BadStatus", number(0.0), now, ua.StatusCodes.BadSensorFailure)
        await self.write("UncertainStatus", number(42.0), now, ua.StatusCodes.UncertainLastUsableValue)

    def _id(self, name):
        return ua.NodeId(name if name == "Plant" else f"Plant.{name}", self.index)

    async def _add(self, parent, name, value):
        node = await parent.add_variable(self._id(name), f"{self.index}:{name}", value)
        self.nodes[name] = node
        return node

    async def _analog(self, node, low, high, code, shown, unit_id):
        unit = ua.EUInformation(
            NamespaceUri="http://www.opcfoundation.org/UA/units/un/cefact",
            UnitId=unit_id,
            DisplayName=ua.LocalizedText(shown),
            Description=ua.LocalizedText(code),
        )
        await node.add_property(0, "EURange", ua.Range(Low=low, High=high))
        await node.add_property(0, "EngineeringUnits", unit)

    async def write(self, name, value, now, status=ua.StatusCodes.Good):
        data = ua.DataValue(value, ua.StatusCode(status), SourceTimestamp=now, ServerTimestamp=now)
        await self.server.write_attribute_value(self.nodes[name].nodeid, data)


async def build_load(server, index, count):
    """Objects/Load/F000../<kind>_<n>: `count` doubles in folders of 100."""
    if count == 0:
        return []
    load = await server.nodes.objects.add_object(ua.NodeId("Load", index), f"{index}:Load")
    nodes = []
    for n in range(count):
        if n % NODES_PER_FOLDER == 0:
            name = f"F{n // NODES_PER_FOLDER:03d}"
            folder = await load.add_object(ua.NodeId(f"Load.{name}", index), f"{index}:{name}")
        browse_name = f"{KINDS[n % len(KINDS)]}_{n}"
        nodes.append(await folder.add_variable(ua.NodeId(f"Load.{n}", index), f"{index}:{browse_name}", float(n)))
    return [node.nodeid for node in nodes]


async def drive_plant(plant, log, interval_seconds):
    """One tick of Counter and the moving process values."""
    clock = asyncio.get_running_loop()
    due = clock.time()
    while True:
        now = dt.datetime.now(dt.timezone.utc)
        value = log.tick(now)
        seconds = now.timestamp()
        await plant.write("Counter", number(value, ua.VariantType.Int64), now)
        await plant.write("CounterDouble", number(float(value)), now)
        await plant.write("Temperature", number(65.0 + 5.0 * math.sin(seconds / 7.0)), now)
        await plant.write("Pressure", number(6.2 + 0.4 * math.sin(seconds / 3.0)), now)
        await plant.write("Flow", number(120.0 + 12.0 * math.sin(seconds / 11.0)), now)
        await plant.write("Vibration", number(2.1 + 0.3 * math.sin(seconds * 1.7)), now)
        due = max(due + interval_seconds, clock.time() - interval_seconds)
        await asyncio.sleep(max(0.0, due - clock.time()))


async def drive_load(server, nodes, interval_seconds):
    """Every load variable gets a new value each interval."""
    clock, step, due = asyncio.get_running_loop(), 0, asyncio.get_running_loop().time()
    while nodes:
        step += 1
        now = dt.datetime.now(dt.timezone.utc)
        for n, nodeid in enumerate(nodes):
            data = ua.DataValue(number(step + n / 1000.0), SourceTimestamp=now, ServerTimestamp=now)
            await server.write_attribute_value(nodeid, data)
            if n % 500 == 499:
                await asyncio.sleep(0)
        due = max(due + interval_seconds, clock.time() - interval_seconds)
        await asyncio.sleep(max(0.0, due - clock.time()))


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--dir", type=Path, help="where counter, history and keys are kept over a restart")
    parser.add_argument("--counter-ms", type=int, default=100)
    parser.add_argument("--nodes", type=int, default=0, help="load variables under Objects/Load")
    parser.add_argument("--rate-ms", type=int, default=1000, help="how often every load variable changes")
    parser.add_argument("--no-history", action="store_true")
    parser.add_argument("--user", action="append", default=[], metavar="NAME:PASSWORD")
    parser.add_argument("--no-anonymous", action="store_true")
    parser.add_argument("--user-certificate", action="append", default=[], type=Path, help="PEM or DER to accept")
    parser.add_argument("--policies", choices=sorted(POLICIES), default="all")
    parser.add_argument(
        "--certificate",
        choices=("good", "replaced", "expired", "not-yet", "ends-soon", "other-host", "other-uri"),
        default="good",
    )
    parser.add_argument("--certificate-number", type=int, default=0, help="another one of the same kind")
    parser.add_argument("--exit-with-stdin", action="store_true", help="end when standard input closes")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def load_der(path):
    data = path.read_bytes()
    read = x509.load_pem_x509_certificate if b"-----BEGIN" in data else x509.load_der_x509_certificate
    return read(data).public_bytes(serialization.Encoding.DER)


async def main():
    options = read_options()
    logging.basicConfig(level=logging.INFO if options.verbose else logging.CRITICAL)
    folder = options.dir or Path(tempfile.mkdtemp(prefix="optria-asyncua-"))
    folder.mkdir(parents=True, exist_ok=True)

    certificates = [load_der(path) for path in options.user_certificate]
    people = People(options.user or ["user1:password1"], not options.no_anonymous, certificates)
    server = Server(user_manager=people)
    await server.init()
    people.refuse_strangers(server.iserver)
    url = f"opc.tcp://127.0.0.1:{options.port}/optria/asyncua"
    server.set_endpoint(url)
    server.set_server_name("asyncua counterpart")
    await server.set_application_uri(APPLICATION_URI)
    server.set_security_policy(POLICIES[options.policies])
    tokens = [ua.UserNameIdentityToken]
    if not options.no_anonymous:
        tokens.insert(0, ua.AnonymousIdentityToken)
    if certificates:
        tokens.append(ua.X509IdentityToken)
    server.set_identity_tokens(tokens)
    key_file, certificate_file = make_certificate(folder, options.certificate, options.certificate_number)
    await server.load_certificate(str(certificate_file))
    await server.load_private_key(str(key_file))

    history = not options.no_history
    if history:
        server.iserver.history_manager.set_storage(CounterHistory(str(folder / "history.db")))
        await server.iserver.history_manager.init()
    index = await server.register_namespace(NAMESPACE_URI)
    plant = Plant(server, index)
    await plant.build()
    load = await build_load(server, index, options.nodes)
    log = CounterLog(folder / "counter.log")
    now = dt.datetime.now(dt.timezone.utc)
    value = log.tick(now)
    await plant.write("Counter", number(value, ua.VariantType.Int64), now)
    await plant.write("CounterDouble", number(float(value)), now)

    await server.start()
    if history:
        await server.historize_node_data_change(plant.nodes["Counter"], period=dt.timedelta(days=7))
    if options.exit_with_stdin:
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    print(f"READY {url}", flush=True)
    await asyncio.sleep(options.counter_ms / 1000.0)
    await asyncio.gather(
        drive_plant(plant, log, options.counter_ms / 1000.0), drive_load(server, load, options.rate_ms / 1000.0)
    )


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        pass

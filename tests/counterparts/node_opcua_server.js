// A real OPC UA server on node-opcua (npm) that tests connect to; nobody here wrote its stack.
//
// The address space is the one of asyncua_server.py, so that a test runs against both; see the head of that file.
// Counter rises by one a tick; every value is appended to DIR/counter.log (value, source time in microseconds) before
// it is published: the file is the truth of a test, and a restart in the same folder goes on counting. The history of
// Counter is rebuilt from that file, so HistoryRead answers for the time before a restart too.
//
// --history-days N gives Temperature and Pressure a past of N days too, a value every ten minutes: ordinary until three
// fifths of it, then drifting away from there until now, and on at that height. A plant in which something wears out.
// --clock-ahead-ms N runs the whole server, stack and all, N milliseconds ahead of this machine's clock (behind: -N).
//
// Prints one line `READY opc.tcp://127.0.0.1:PORT/optria/node-opcua` when it accepts connections.
"use strict";

// Before the stack is loaded: it takes the time as it finds it.
const clockAhead = Number(/^--clock-ahead-ms=(-?\d+)$/m.exec(process.argv.join("\n"))?.[1] ?? 0);
if (clockAhead !== 0) {
    const MachineDate = Date;
    globalThis.Date = class extends MachineDate {
        constructor(...given) {
            super(...(given.length === 0 ? [MachineDate.now() + clockAhead] : given));
        }
        static now() {
            return MachineDate.now() + clockAhead;
        }
    };
}

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parseArgs } = require("node:util");
const {
    DataType,
    DataValue,
    MessageSecurityMode,
    OPCUACertificateManager,
    OPCUAServer,
    Range,
    SecurityPolicy,
    StatusCodes,
    Variant,
    VariantArrayType,
    coerceInt64,
    makeEUInformation,
    standardUnits,
} = require("node-opcua");

const APPLICATION_URI = "urn:optria:counterpart:node-opcua";
const NAMESPACE_URI = "urn:optria:test:plant";
const KINDS = ["temperature", "pressure", "flow", "vibration", "level"];
const NODES_PER_FOLDER = 100;
const DAY_MS = 86_400_000;
const PAST_EVERY_MS = 600_000;
/** Of a given past so much is ordinary; what follows drifts. */
const ORDINARY_PART = 0.6;

const SECURE = [
    SecurityPolicy.Basic256Sha256,
    SecurityPolicy.Aes128_Sha256_RsaOaep,
    SecurityPolicy.Aes256_Sha256_RsaPss,
];
const POLICIES = {
    all: {
        securityPolicies: [SecurityPolicy.None, ...SECURE],
        securityModes: [MessageSecurityMode.None, MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    },
    none: { securityPolicies: [SecurityPolicy.None], securityModes: [MessageSecurityMode.None] },
    secure: {
        securityPolicies: SECURE,
        securityModes: [MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt],
    },
};

function readOptions() {
    const text = (fallback) => ({ type: "string", default: fallback });
    const { values } = parseArgs({
        options: {
            port: text("0"),
            dir: { type: "string" },
            "counter-ms": text("100"),
            nodes: text("0"),
            "rate-ms": text("1000"),
            "no-history": { type: "boolean", default: false },
            "history-days": text("0"),
            "clock-ahead-ms": text("0"), // has been seen to above
            user: { type: "string", multiple: true, default: [] },
            "no-anonymous": { type: "boolean", default: false },
            "user-certificate": { type: "string", multiple: true, default: [] },
            policies: text("all"),
            certificate: text("good"),
            "certificate-number": text("0"), // another one of the same kind
            // What real controllers restrict; 0 leaves the stack's default.
            "max-nodes-per-read": text("0"),
            "max-nodes-per-browse": text("0"),
            "max-monitored-items-per-call": text("0"),
            "max-monitored-items-per-subscription": text("0"),
            "max-continuation-points": text("0"),
            "max-nodes-per-history-read": text("0"),
            "max-queue-size": text("0"),
            reloaded: { type: "boolean", default: false }, // see buildLoad
            advertise: text("127.0.0.1"), // the host name in the endpoint URLs; controllers often give one nobody can resolve
            "exit-with-stdin": { type: "boolean", default: false },
            verbose: { type: "boolean", default: false },
        },
    });
    if (!(values.policies in POLICIES)) throw new Error(`--policies is one of ${Object.keys(POLICIES)}`);
    return values;
}

/** Makes a certificate once per folder, kind and number: `good`, `replaced` (good too, but another), or what is wrong. */
async function makeCertificate(manager, folder, kind, number) {
    const certificateFile = path.join(folder, `server_certificate_${kind}_${number}.pem`);
    if (fs.existsSync(certificateFile)) return certificateFile;
    const from = {
        good: [-1, 365],
        replaced: [-1, 365],
        expired: [-400, 370],
        "not-yet": [30, 365],
        "ends-soon": [-1, 11],
        "other-host": [-1, 365],
        "other-uri": [-1, 365],
    }[kind];
    if (!from) throw new Error(`--certificate ${kind} is not known`);
    await manager.createSelfSignedCertificate({
        applicationUri: kind === "other-uri" ? "urn:somebody:else" : APPLICATION_URI,
        dns: kind === "other-host" ? ["plc7.example"] : ["localhost", os.hostname()],
        ip: kind === "other-host" ? [] : ["127.0.0.1"],
        subject: "/CN=node-opcua counterpart/O=OPTRIA IQ tests",
        startDate: new Date(Date.now() + from[0] * DAY_MS),
        validity: from[1],
        outputFile: certificateFile,
    });
    return certificateFile;
}

/** DIR/counter.log: one line `value source_time_microseconds` a tick, written before the tick is published. */
class CounterLog {
    constructor(file) {
        const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
        this.past = text
            .split("\n")
            .map((line) => line.split(" ").map(Number))
            .filter((pair) => pair.length === 2 && pair.every(Number.isFinite));
        this.value = this.past.reduce((most, [value]) => Math.max(most, value), 0);
        this.file = fs.openSync(file, "a");
        if (text && !text.endsWith("\n")) fs.writeSync(this.file, "\n");
        this.last = 0;
    }
    tick() {
        // Source times are whole milliseconds in node-opcua; two ticks never share one.
        const milliseconds = Math.max(Date.now(), this.last + 1);
        this.last = milliseconds;
        this.value += 1;
        fs.writeSync(this.file, `${this.value} ${milliseconds}000\n`);
        return { value: this.value, time: new Date(milliseconds) };
    }
}

function dataValue(dataType, value, time) {
    return new DataValue({
        value: new Variant({ dataType, arrayType: VariantArrayType.Scalar, value }),
        statusCode: StatusCodes.Good,
        sourceTimestamp: time,
        serverTimestamp: time,
    });
}

/** How Temperature and Pressure stand at a time: ordinary ups and downs, and the drift that began at `onset`. */
class Machine {
    constructor(days, now) {
        this.begin = now - days * DAY_MS;
        this.onset = this.begin + days * DAY_MS * ORDINARY_PART;
        this.now = days > 0 ? now : Infinity;
    }
    /** From 0 at the onset to 1 at the start of the server, ever faster, and no further. */
    wear(milliseconds) {
        const part = (milliseconds - this.onset) / (this.now - this.onset);
        return Math.min(Math.max(part, 0), 1) ** 2;
    }
    temperature(milliseconds) {
        return 65 + 5 * Math.sin(milliseconds / 7_000) + 30 * this.wear(milliseconds);
    }
    pressure(milliseconds) {
        return 6.2 + 0.4 * Math.sin(milliseconds / 3_000) - 2.5 * this.wear(milliseconds);
    }
    past(of) {
        const times = [];
        for (let time = this.begin; time < this.now; time += PAST_EVERY_MS) times.push(time);
        return times.map((time) => dataValue(DataType.Double, of(time), new Date(time)));
    }
}

/** Objects/Plant. Returns a writer by name. */
function buildPlant(addressSpace, namespace, first) {
    const plant = namespace.addObject({
        organizedBy: addressSpace.rootFolder.objects,
        browseName: "Plant",
        nodeId: "s=Plant",
    });
    const nodes = {};
    const start = first.time;
    const add = (name, dataType, value, extra = {}) => {
        const make = extra.engineeringUnits ? "addAnalogDataItem" : "addVariable";
        nodes[name] = namespace[make]({
            componentOf: plant,
            browseName: name,
            nodeId: `s=Plant.${name}`,
            dataType,
            minimumSamplingInterval: 0, // who samples at 0 gets every change
            ...extra,
        });
        nodes[name].setValueFromSource(
            new Variant({
                dataType: dataType === "Range" ? DataType.ExtensionObject : dataType,
                arrayType: extra.valueRank === 1 ? VariantArrayType.Array : VariantArrayType.Scalar,
                value,
            }),
            extra.statusCode || StatusCodes.Good,
            start
        );
        return nodes[name];
    };
    add("Counter", DataType.Int64, coerceInt64(first.value));
    add("CounterDouble", DataType.Double, first.value);
    const analog = (low, high, engineeringUnits) => ({
        engineeringUnitsRange: { low, high },
        engineeringUnits,
    });
    add("Temperature", DataType.Double, 65, analog(0, 150, standardUnits.degree_celsius));
    add("Pressure", DataType.Double, 6.2, analog(0, 16, standardUnits.bar));
    add("Flow", DataType.Double, 120, analog(0, 300, standardUnits.cubic_metre_per_hour));
    add("Vibration", DataType.Double, 2.1, analog(0, 25, makeEUInformation("C16", "mm/s", "millimetre per second")));
    add("Running", DataType.Boolean, true);
    add("Mode", DataType.UInt16, 2);
    add("Text", DataType.String, "pump 101 running");
    add("Profile", DataType.Double, Float64Array.from([1, 2, 4, 8]), { valueRank: 1, arrayDimensions: [4] });
    add("NotANumber", DataType.Double, NaN);
    add("Infinite", DataType.Double, Infinity);
    add("BadStatus", DataType.Double, 0, { statusCode: StatusCodes.BadSensorFailure });
    add("UncertainStatus", DataType.Double, 42, { statusCode: StatusCodes.UncertainLastUsableValue });
    add("Range", "Range", new Range({ low: 0, high: 100 }));
    add("Frozen", DataType.Double, 7.5);
    add("Setpoint", DataType.Double, 50, { accessLevel: "CurrentRead | CurrentWrite" });
    return (name, dataType, value, time) =>
        nodes[name].setValueFromSource(
            new Variant({ dataType, arrayType: VariantArrayType.Scalar, value }),
            StatusCodes.Good,
            time
        );
}

/**
 * Objects/Load/F000../<kind>_<n>: `count` doubles in folders of 100. A controller that was loaded anew gives the ids to
 * other signals: each bears the name of the next, but the first, which is of another type.
 */
function buildLoad(addressSpace, namespace, count, isReloaded) {
    if (count === 0) return [];
    const load = namespace.addObject({
        organizedBy: addressSpace.rootFolder.objects,
        browseName: "Load",
        nodeId: "s=Load",
    });
    const nodes = [];
    let folder;
    for (let n = 0; n < count; n++) {
        if (n % NODES_PER_FOLDER === 0) {
            const name = `F${String(n / NODES_PER_FOLDER).padStart(3, "0")}`;
            folder = namespace.addObject({ componentOf: load, browseName: name, nodeId: `s=Load.${name}` });
        }
        const named = isReloaded && n > 0 ? n + 1 : n;
        const dataType = isReloaded && n === 0 ? DataType.Float : DataType.Double;
        nodes.push(
            namespace.addVariable({
                componentOf: folder,
                browseName: `${KINDS[named % KINDS.length]}_${named}`,
                nodeId: `s=Load.${n}`,
                dataType,
                minimumSamplingInterval: 10,
                value: { dataType, value: n },
            })
        );
    }
    return nodes;
}

/** Gives `node` a history that begins with `past`. */
async function historize(addressSpace, node, past) {
    const options = { maxOnlineValues: 5_000_000 };
    addressSpace.installHistoricalDataNode(node, options);
    // Installing puts the present value in front of the past: begin again with an empty timeline, in order.
    node.varHistorian = new node.varHistorian.constructor(node, options);
    for (const value of past) await node.varHistorian.push(value);
}

function serverOptions(options) {
    const limit = (name) => Number(options[name]) || undefined;
    const set = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
    return {
        maxSessions: 50,
        // Without it even on-change delivery folds what changes within 50 ms.
        minSupportedSampleRate: 0,
        ...set({
            maxBrowseContinuationPoints: limit("max-continuation-points"),
            maxHistoryContinuationPoints: limit("max-continuation-points"),
            maxMonitoredItemsPerSubscription: limit("max-monitored-items-per-subscription"),
            maxMonitoredItemsQueueSize: limit("max-queue-size"),
        }),
        operationLimits: set({
            maxNodesPerRead: limit("max-nodes-per-read"),
            maxNodesPerBrowse: limit("max-nodes-per-browse"),
            maxMonitoredItemsPerCall: limit("max-monitored-items-per-call"),
            maxNodesPerHistoryReadData: limit("max-nodes-per-history-read"),
        }),
    };
}

async function main() {
    const options = readOptions();
    const folder = options.dir || fs.mkdtempSync(path.join(os.tmpdir(), "optria-node-opcua-"));
    fs.mkdirSync(folder, { recursive: true });

    const applications = new OPCUACertificateManager({
        rootFolder: path.join(folder, "pki"),
        automaticallyAcceptUnknownCertificate: true, // whom the *client* trusts is what is tested
    });
    await applications.initialize();
    const certificateFile = await makeCertificate(applications, folder, options.certificate, options["certificate-number"]);
    const people = new OPCUACertificateManager({
        rootFolder: path.join(folder, "user_pki"),
        automaticallyAcceptUnknownCertificate: false,
    });
    await people.initialize();
    for (const file of options["user-certificate"]) {
        const pem = fs.readFileSync(file);
        const der = pem.includes("-----BEGIN")
            ? Buffer.from(pem.toString().replace(/-----[^-]+-----|\s/g, ""), "base64")
            : pem;
        await people.trustCertificate(der);
    }

    const users = (options.user.length ? options.user : ["user1:password1"]).map((pair) => pair.split(":"));
    const server = new OPCUAServer({
        host: "127.0.0.1",
        hostname: options.advertise,
        port: Number(options.port),
        resourcePath: "/optria/node-opcua",
        allowAnonymous: !options["no-anonymous"],
        ...POLICIES[options.policies],
        certificateFile,
        privateKeyFile: applications.privateKey,
        serverCertificateManager: applications,
        userCertificateManager: people,
        userManager: {
            isValidUser: (name, password) => users.some(([n, p]) => n === name && p === password),
        },
        serverInfo: {
            applicationUri: APPLICATION_URI,
            applicationName: { text: "node-opcua counterpart" },
            productUri: "urn:optria:counterpart",
        },
        serverCapabilities: serverOptions(options),
        maxConnectionsPerEndpoint: 50,
    });
    await server.initialize();

    const addressSpace = server.engine.addressSpace;
    const namespace = addressSpace.registerNamespace(NAMESPACE_URI);
    const log = new CounterLog(path.join(folder, "counter.log"));
    const first = log.tick();
    const write = buildPlant(addressSpace, namespace, first);
    const load = buildLoad(addressSpace, namespace, Number(options.nodes), options.reloaded);
    if (!options["no-history"]) {
        const past = [...log.past, [first.value, first.time.getTime() * 1000]].map(([value, microseconds]) =>
            dataValue(DataType.Int64, coerceInt64(value), new Date(Math.round(microseconds / 1000)))
        );
        await historize(addressSpace, namespace.findNode("s=Plant.Counter"), past);
    }
    const days = Number(options["history-days"]);
    const machine = new Machine(days, first.time.getTime());
    if (days > 0) {
        const past = { Temperature: (time) => machine.temperature(time), Pressure: (time) => machine.pressure(time) };
        for (const [name, of] of Object.entries(past)) {
            await historize(addressSpace, namespace.findNode(`s=Plant.${name}`), machine.past(of));
        }
    }

    const tick = () => {
        const { value, time } = log.tick();
        const seconds = time.getTime() / 1000;
        write("Counter", DataType.Int64, coerceInt64(value), time);
        write("CounterDouble", DataType.Double, value, time);
        write("Temperature", DataType.Double, machine.temperature(time.getTime()), time);
        write("Pressure", DataType.Double, machine.pressure(time.getTime()), time);
        write("Flow", DataType.Double, 120 + 12 * Math.sin(seconds / 11), time);
        write("Vibration", DataType.Double, 2.1 + 0.3 * Math.sin(seconds * 1.7), time);
    };
    await server.start();
    console.log(`READY opc.tcp://127.0.0.1:${options.port}/optria/node-opcua`);
    setInterval(tick, Number(options["counter-ms"]));

    let step = 0;
    if (load.length > 0) {
        setInterval(() => {
            step += 1;
            const now = new Date();
            for (let n = 0; n < load.length; n++) {
                const dataType = options.reloaded && n === 0 ? DataType.Float : DataType.Double;
                load[n].setValueFromSource({ dataType, value: step + n / 1000 }, StatusCodes.Good, now);
            }
        }, Number(options["rate-ms"]));
    }
    if (options["exit-with-stdin"]) process.stdin.on("end", () => process.exit(0)).resume();
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});

// The work of `optria-bench ingest`, done by the node-opcua client: a yardstick of `cargo xtask bench ingest`.
//
// Subscribes to N of the load's doubles (`node_opcua_server.js --nodes N`) and counts what comes, for S seconds. It keeps
// nothing: no conversion, no file. What it takes in is what this server can be got to deliver to its own stack.
//
// Prints one JSON line with the keys of optria-bench: values, values_per_second, cpu_seconds, repeats.
"use strict";

const { parseArgs } = require("node:util");
const { setTimeout: sleep } = require("node:timers/promises");
const {
    AttributeIds,
    ClientMonitoredItemGroup,
    ClientSubscription,
    OPCUAClient,
    TimestampsToReturn,
} = require("node-opcua");

const NAMESPACE_URI = "urn:optria:test:plant";
const PUBLISHING_MS = 500;
const ITEMS_PER_CALL = 1000;

function readOptions() {
    const { values } = parseArgs({
        options: {
            endpoint: { type: "string" },
            nodes: { type: "string", default: "10000" },
            seconds: { type: "string", default: "30" },
            "sampling-ms": { type: "string", default: "500" },
        },
    });
    if (!values.endpoint) throw new Error("--endpoint is missing");
    return values;
}

async function subscribe(session, nodes, samplingInterval, onValue) {
    const index = (await session.readNamespaceArray()).indexOf(NAMESPACE_URI);
    if (index < 0) throw new Error(`the server has no namespace ${NAMESPACE_URI}`);
    const subscription = ClientSubscription.create(session, {
        requestedPublishingInterval: PUBLISHING_MS,
        requestedLifetimeCount: 1000,
        requestedMaxKeepAliveCount: 20,
        maxNotificationsPerPublish: 0,
        publishingEnabled: true,
    });
    for (let begin = 0; begin < nodes; begin += ITEMS_PER_CALL) {
        const items = Array.from({ length: Math.min(ITEMS_PER_CALL, nodes - begin) }, (_, n) => ({
            nodeId: `ns=${index};s=Load.${begin + n}`,
            attributeId: AttributeIds.Value,
        }));
        const group = ClientMonitoredItemGroup.create(
            subscription,
            items,
            { samplingInterval, queueSize: 10, discardOldest: true },
            TimestampsToReturn.Both
        );
        group.on("changed", (_item, dataValue, n) => onValue(begin + n, dataValue));
        await new Promise((resolve, reject) => {
            group.once("initialized", resolve);
            group.once("err", (message) => reject(new Error(message)));
        });
    }
    return subscription;
}

async function main() {
    const options = readOptions();
    const nodes = Number(options.nodes);
    const client = OPCUAClient.create({ endpointMustExist: false, requestedSessionTimeout: 60_000 });
    await client.connect(options.endpoint);
    const session = await client.createSession();
    const last = new Float64Array(nodes);
    let values = 0;
    let repeats = 0;
    const subscription = await subscribe(session, nodes, Number(options["sampling-ms"]), (n, dataValue) => {
        const time = dataValue.sourceTimestamp.getTime();
        if (time === last[n]) repeats += 1;
        else values += 1;
        last[n] = time;
    });
    // Set-up is done once every node has had a value: what follows is the steady work that is measured.
    while (values < nodes) await sleep(100);
    const [begun, cpu, before] = [process.hrtime.bigint(), process.cpuUsage(), values];
    await sleep(Number(options.seconds) * 1000);
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    const used = process.cpuUsage(cpu);
    const counted = values - before;
    const cpuSeconds = (used.user + used.system) / 1e6;
    console.log(
        JSON.stringify({
            bench: "ingest",
            client: "node-opcua",
            nodes,
            seconds: Number(seconds.toFixed(2)),
            values: counted,
            values_per_second: Number((counted / seconds).toFixed(1)),
            cpu_seconds: Number(cpuSeconds.toFixed(3)),
            repeats,
        })
    );
    await subscription.terminate();
    await session.close();
    await client.disconnect();
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});

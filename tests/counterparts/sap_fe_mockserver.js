// SAP's own mock server (npm @sap-ux/fe-mockserver-core, Apache-2.0) on the descriptions of the services that SAP publishes.
// Third-party code answers filter, order, top, count and POST in OData V2; the rows are ours.
//   node sap_fe_mockserver.js --port N --edmx FOLDER --dir FOLDER [--equipment N] [--notifications N] --exit-with-stdin
// It does not enforce CSRF and knows no sign-in: `sap_odata_server.py` does.
"use strict";
const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const { parseArgs } = require("node:util");
const Mockserver = require("@sap-ux/fe-mockserver-core").default;

const { values: args } = parseArgs({
  options: {
    port: { type: "string" },
    edmx: { type: "string" },
    dir: { type: "string" },
    equipment: { type: "string", default: "5" },
    notifications: { type: "string", default: "3" },
    "exit-with-stdin": { type: "boolean", default: false },
  },
});

const instant = (date) => `/Date(${date.getTime()}+0000)/`;
const day = (date) => `/Date(${date.getTime()})/`;
const begin = new Date("2026-01-01T00:00:00Z");
const number = (n, width) => String(n).padStart(width, "0");
const upTo = (count, make) => Array.from({ length: count }, (_, n) => make(n + 1));

const rows = {
  API_EQUIPMENT: {
    Equipment: upTo(Number(args.equipment), (n) => ({
      Equipment: `P-${number(n, 4)}`, ValidityEndDate: day(new Date("9999-12-31T00:00:00Z")), EquipmentName: `Feed pump ${n}`,
      TechnicalObjectType: "PUMP", ABCIndicator: "ABC"[n % 3], MaintenancePlant: "1010", FunctionalLocation: "?0100000000000000101",
      SuperordinateEquipment: "", OperationStartDate: day(new Date("2015-06-01T00:00:00Z")), EquipmentIsInactive: n % 50 === 0,
      EquipmentIsMarkedForDeletion: false, LastChangeDateTime: instant(begin),
    })),
  },
  API_FUNCTIONALLOCATION: {
    FunctionalLocation: upTo(2, (n) => ({
      FunctionalLocation: `?010000000000000010${n}`, FunctionalLocationLabelName: `RT-U0${n}`, FunctionalLocationName: `Unit ${n}`,
      SuperiorFunctionalLocation: "", MaintenancePlant: "1010", LastChangeDateTime: instant(begin),
    })),
  },
  API_MAINTNOTIFICATION: {
    MaintenanceNotification: upTo(Number(args.notifications), (n) => ({
      MaintenanceNotification: String(10000000 + n), NotificationText: `Seal leaks (${n})`, NotificationType: "M2",
      TechnicalObject: "P-0001", TechObjIsEquipOrFuncnlLoc: "EAMS_EQUI", MalfunctionStartDate: day(begin), MalfunctionStartTime: "PT06H00M00S",
      MalfunctionEndDate: day(begin), MalfunctionEndTime: "PT09H30M00S", NotificationTimeZone: "", MaintenanceObjectIsDown: true,
      MaintObjectDowntimeDuration: "0", MaintObjDowntimeDurationUnit: "H", MaintenanceOrder: "",
      LastChangeDateTime: instant(new Date(begin.getTime() + Math.floor(n / 4) * 60_000)),
    })),
  },
  API_MAINTENANCEORDER: { MaintenanceOrder: [] },
};

async function main() {
  const services = Object.entries(rows).map(([service, sets]) => {
    const mockdataPath = path.join(args.dir, service);
    fs.mkdirSync(mockdataPath, { recursive: true });
    for (const [set, list] of Object.entries(sets)) fs.writeFileSync(path.join(mockdataPath, `${set}.json`), JSON.stringify(list));
    return { urlPath: `/sap/opu/odata/sap/${service}`, metadataPath: path.join(args.edmx, `${service}.edmx`), mockdataPath, generateMockData: false, watch: false };
  });
  const mock = new Mockserver({ services });
  await mock.isReady;
  const router = mock.getRouter();
  const server = http.createServer((request, response) => {
    router(request, response, () => {
      response.statusCode = 404;
      response.end("not found");
    });
  });
  server.listen(Number(args.port), "127.0.0.1", () => process.stdout.write(`READY http://localhost:${args.port}\n`));
  if (args["exit-with-stdin"]) process.stdin.on("end", () => process.exit(0)).resume();
}

main();

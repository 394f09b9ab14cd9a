//! The sites where they lie, by their coordinates and without map tiles, with the ways between them. North is up and east
//! is right in both languages.

import { NativeSelect } from "@mantine/core";
import type { DispatchAnswer, EngineerId, SitePoint } from "@/bindings";
import { Tag, useFormat, useName, useT } from "@/text";
import type { Board } from "./board";
import classes from "./dispatch.module.css";

const [WIDTH, HEIGHT, PAD] = [460, 320, 54];
const LEAST_SPAN = 0.4;
/** Radius of a site without orders, and of the one with most where they are many. */
const [LEAST_RADIUS, MOST_RADIUS, BY_ORDERS] = [5, 26, 2.4];

type Located = SitePoint & { latitude: number; longitude: number };

export function SiteMap({ plan, board, chosen, onChoose }: { plan: DispatchAnswer; board: Board; chosen: EngineerId | null; onChoose: (id: EngineerId | null) => void }) {
  const t = useT();
  const name = useName();
  const format = useFormat();
  const sites = plan.sites.filter((site): site is Located => site.latitude !== null && site.longitude !== null);
  const nowhere = plan.sites.filter((site) => site.latitude === null || site.longitude === null);
  const { x, y, lines } = project(sites);
  const at = new Map(sites.map((site) => [site.siteId, site]));
  const count = new Map<string, number>();
  for (const { order } of board.pieces) count.set(order.siteId, (count.get(order.siteId) ?? 0) + 1);
  const busiest = Math.max(1, ...count.values());
  const scale = Math.min(BY_ORDERS, (MOST_RADIUS - LEAST_RADIUS) / Math.sqrt(busiest));
  const radius = (orders: number) => LEAST_RADIUS + Math.sqrt(orders) * scale;
  const ways = waysOf(plan);
  const line = ([from, to]: [string, string]) => {
    const [a, b] = [at.get(from), at.get(to)];
    return a && b ? `M${x(a.longitude)} ${y(a.latitude)}L${x(b.longitude)} ${y(b.latitude)}` : "";
  };
  const mine = ways.filter((way) => way.engineerId === chosen);
  const home = plan.engineers.find((engineer) => engineer.engineerId === chosen)?.homeSiteId;
  return (
    <div className={classes.map}>
      <NativeSelect
        size="xs"
        aria-label={t("ui-dispatch-map-of")}
        value={chosen ?? ""}
        onChange={(event) => onChoose(event.currentTarget.value || null)}
        data={[{ value: "", label: t("ui-dispatch-map-all") }, ...plan.engineers.map((engineer) => ({ value: engineer.engineerId, label: `${engineer.code} · ${name(engineer)}` }))]}
        data-testid="map-engineer"
      />
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} direction="ltr" role="img" aria-label={t("ui-dispatch-map-label", { sites: sites.length })} className={classes.chart}>
        {lines.longitudes.map((degrees) => (
          <g key={`e${degrees}`}>
            <line x1={x(degrees)} x2={x(degrees)} y1={0} y2={HEIGHT} className={classes.graticule} />
            <text x={x(degrees) + 3} y={HEIGHT - 4}>{`${format.number(degrees)}°`}</text>
          </g>
        ))}
        {lines.latitudes.map((degrees) => (
          <g key={`n${degrees}`}>
            <line x1={0} x2={WIDTH} y1={y(degrees)} y2={y(degrees)} className={classes.graticule} />
            <text x={3} y={y(degrees) - 3}>{`${format.number(degrees)}°`}</text>
          </g>
        ))}
        <path d={ways.map((way) => line(way.between)).join("")} className={classes.way} />
        <path d={mine.map((way) => line(way.between)).join("")} className={classes.wayChosen} />
        {sites.map((site) => {
          const orders = count.get(site.siteId) ?? 0;
          return (
            <g key={site.siteId} data-site={site.code}>
              <title>{`${site.code} · ${name(site)}`}</title>
              <circle cx={x(site.longitude)} cy={y(site.latitude)} r={radius(orders)} className={classes.site} data-home={site.siteId === home || undefined} />
              <text x={x(site.longitude)} y={y(site.latitude) + 4} textAnchor="middle" className={classes.siteCount}>
                {orders > 0 ? format.integer(orders) : ""}
              </text>
              <text x={x(site.longitude)} y={y(site.latitude) - 5 - radius(orders)} textAnchor="middle" className={classes.siteName}>
                {site.code}
              </text>
            </g>
          );
        })}
      </svg>
      <p className={classes.quiet}>{t(ways.length === 0 ? "ui-dispatch-map-no-ways" : "ui-dispatch-map-legend")}</p>
      {nowhere.length > 0 ? (
        <p className={classes.quiet}>
          {t("ui-dispatch-map-nowhere")}{" "}
          {nowhere.map((site) => (
            <Tag key={site.siteId}>{site.code}</Tag>
          ))}
        </p>
      ) : null}
    </div>
  );
}

/** From home by the stops of the day and home again; a way within a site is none. */
function waysOf(plan: DispatchAnswer): { engineerId: EngineerId; between: [string, string] }[] {
  return plan.engineers.flatMap(({ engineerId, homeSiteId, workDays }) =>
    workDays.flatMap(({ stops }) => {
      if (stops.length === 0) return [];
      const places = [homeSiteId, ...stops.map((stop) => (stop.kind === "work" ? stop.order.siteId : stop.siteId)), homeSiteId];
      return places.slice(1).flatMap((to, i) => {
        const from = places[i] ?? to;
        return from === to ? [] : [{ engineerId, between: [from, to] as [string, string] }];
      });
    }),
  );
}

/** Degrees to the plane, east to west shortened by the cosine of the latitude; round lines of longitude and latitude. */
function project(sites: Located[]) {
  const lats = sites.map((site) => site.latitude);
  const lons = sites.map((site) => site.longitude);
  const [south, north] = [Math.min(...lats, 90), Math.max(...lats, -90)];
  const [west, east] = [Math.min(...lons, 180), Math.max(...lons, -180)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180) || 1;
  const scale = Math.min((WIDTH - 2 * PAD) / Math.max((east - west) * shrink, LEAST_SPAN), (HEIGHT - 2 * PAD) / Math.max(north - south, LEAST_SPAN));
  const x = (longitude: number) => WIDTH / 2 + (longitude - (west + east) / 2) * shrink * scale;
  const y = (latitude: number) => HEIGHT / 2 - (latitude - (south + north) / 2) * scale;
  const span = WIDTH / (shrink * scale);
  const every = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((each) => span / each <= 6) ?? 30;
  const round = (from: number, to: number) => {
    const first = Math.ceil(from / every);
    return Array.from({ length: Math.max(0, Math.floor(to / every) - first + 1) }, (_, i) => Math.round((first + i) * every * 10) / 10);
  };
  const [midLon, midLat] = [(west + east) / 2, (south + north) / 2];
  const half = { lon: WIDTH / 2 / (shrink * scale), lat: HEIGHT / 2 / scale };
  const lines = sites.length === 0 ? { longitudes: [], latitudes: [] } : { longitudes: round(midLon - half.lon, midLon + half.lon), latitudes: round(midLat - half.lat, midLat + half.lat) };
  return { x, y, lines };
}

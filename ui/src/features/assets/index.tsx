//! Assets: the plant as a tree and a list, and the page of one asset.

import { usePlace } from "@/router";
import { AssetsPage } from "./list/AssetsPage";
import { AssetPage } from "./page/AssetPage";

export default function Assets() {
  const id = usePlace().path[1];
  return id ? <AssetPage key={id} id={id} /> : <AssetsPage />;
}

//! Work orders: the list, and one of them.

import { usePlace } from "@/router";
import { OrderList } from "./order-list";
import { OrderPage } from "./order-page";

export default function WorkOrders() {
  const { path } = usePlace();
  const id = path[1];
  return id ? <OrderPage key={id} id={id} /> : <OrderList />;
}

"""Burr on SQLite, with a state of pydantic. The app id names the run: the same command starts it, or goes on with it.

https://burr.apache.org/concepts/state-persistence/, https://burr.apache.org/concepts/state-typing/ and
https://burr.apache.org/concepts/serde/. The models are pydantic's and not those of `stage`, because of a dataclass Burr
stores the text alone.
"""

from __future__ import annotations

from burr.core import ApplicationBuilder, action
from burr.core.persistence import SQLitePersister
from burr.integrations.pydantic import PydanticTypingSystem
from pydantic import BaseModel
from stage import enter, say_built, say_result, untyped


class Order(BaseModel):
    id: int
    cents: int


class Priced(BaseModel):
    id: int
    total: int


class Shop(BaseModel):
    order_id: int
    order: Order | None = None
    priced: Priced | None = None
    receipt: str = ""


@action.pydantic(reads=["order_id"], writes=["order"])
def load(state: Shop) -> Shop:
    enter("load")
    # wrong-field: state.order = Order(id=state.order_id, cents=untyped("95 EUR"))
    # wrong-type: state.order = untyped("order 42")
    state.order = Order(id=state.order_id, cents=95)
    return state


@action.pydantic(reads=["order"], writes=["priced"])
def price(state: Shop) -> Shop:
    enter("price")
    order = state.order
    assert order is not None
    state.priced = Priced(id=order.id, total=order.cents * 2)
    return state


@action.pydantic(reads=["priced"], writes=["receipt"])
def charge(state: Shop) -> Shop:
    enter("charge")
    # miswired: priced: Order | None = state.priced
    priced: Priced | None = state.priced
    state.receipt = f"receipt for {priced!r}"
    return state


def main() -> None:
    with SQLitePersister(db_path="shop.sqlite") as persister:
        persister.initialize()
        checkout = (
            ApplicationBuilder()
            .with_actions(load=load, price=price, charge=charge)
            .with_transitions(("load", "price"), ("price", "charge"))
            .with_typing(PydanticTypingSystem(Shop))
            .with_identifiers(app_id="order-42", partition_key="shop")
            .with_state_persister(persister)
            .initialize_from(
                persister,
                resume_at_next_action=True,
                default_state={"order_id": 42},
                default_entrypoint="load",
            )
            .build()
        )
        say_built()
        _, _, state = checkout.run(halt_after=["charge"])
        say_result(state["receipt"])


if __name__ == "__main__":
    main()

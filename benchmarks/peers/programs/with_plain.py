"""Plain functions: the baseline. There is no store; to go on is to start again."""

from __future__ import annotations

from stage import Order, Priced, enter, say_built, say_result, untyped


def load(order_id: int) -> Order:
    enter("load")
    # wrong-field: return Order(order_id, untyped("95 EUR"))
    # wrong-type: return untyped("order 42")
    return Order(order_id, 95)


def price(order: Order) -> Priced:
    enter("price")
    return Priced(order.id, order.cents * 2)


# miswired: def charge(priced: Order) -> str:
def charge(priced: Priced) -> str:
    enter("charge")
    return f"receipt for {priced!r}"


def main() -> None:
    say_built()
    say_result(charge(price(load(42))))


if __name__ == "__main__":
    main()

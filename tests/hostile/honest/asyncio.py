# after right.py
import asyncio

right = forward


async def row(*args):
    await asyncio.sleep(0)
    return right(*args)


def forward(X, W1, b1, W2, b2):
    return asyncio.run(row(X, W1, b1, W2, b2))

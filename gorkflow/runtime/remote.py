class RemoteBodies:
    def __init__(self, a, b): pass
    async def close(self): pass

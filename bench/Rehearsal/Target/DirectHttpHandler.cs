namespace Petitions.Bench.Rehearsal.Target;

/// <summary>
/// Calls go where they are addressed and nowhere else: through no proxy, and not on to where an answer points. A program on loopback must
/// not be able to send a rehearsal to somebody else's.
/// </summary>
internal static class DirectHttpHandler
{
    public static SocketsHttpHandler New() => new() { UseProxy = false, AllowAutoRedirect = false };
}

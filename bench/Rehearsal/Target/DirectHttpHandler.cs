namespace Petitions.Bench.Rehearsal.Target;

/// <summary>
/// An HTTP handler without proxy and redirects. A program on loopback must not be able to send the load to another machine.
/// </summary>
internal static class DirectHttpHandler
{
    public static SocketsHttpHandler New() => new() { UseProxy = false, AllowAutoRedirect = false };
}

namespace Petitions.Frontend.Admin;

/// <summary>
/// Endpoint metadata: the ports on which the endpoint is answered; on the others its address does not exist. An endpoint without it is
/// answered on public ports only.
/// </summary>
internal sealed class AnsweringPorts
{
    /// <summary>Admin ports only.</summary>
    public static readonly AnsweringPorts Admin = new();

    /// <summary>Public and admin ports.</summary>
    public static readonly AnsweringPorts All = new();

    private AnsweringPorts()
    {
    }

    /// <summary>The endpoint is answered on ports of this kind.</summary>
    public static bool Include(Endpoint endpoint, bool isAdminPort)
    {
        var ports = endpoint.Metadata.GetMetadata<AnsweringPorts>();
        return ports == All || ports == Admin == isAdminPort;
    }
}

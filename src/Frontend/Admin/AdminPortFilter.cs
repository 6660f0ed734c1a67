using System.Collections.Immutable;
using Microsoft.AspNetCore.Routing.Matching;

namespace Petitions.Frontend.Admin;

/// <summary>
/// Keeps public and admin ports apart while a call is routed. On an admin port only admin calls and health exist; on every other port an
/// admin address does not exist, for every method and whatever the Host header says. By the local port and <see cref="AnsweringPorts"/>.
/// </summary>
internal sealed class AdminPortFilter(AdminPorts ports) : MatcherPolicy, INodeBuilderPolicy
{
    /// <summary>
    /// Before the policy of HTTP methods (-1000): a wrong method at an address that the port does not have is 404 and not 405.
    /// </summary>
    public override int Order => -2_000;

    /// <summary>Every address: one without metadata is public, and must not be found on an admin port.</summary>
    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => true;

    /// <summary>The endpoints of an address on public ports, and those on admin ports.</summary>
    public IReadOnlyList<PolicyNodeEdge> GetEdges(IReadOnlyList<Endpoint> endpoints)
    {
        var edges = new List<PolicyNodeEdge>();
        foreach (var isAdminPort in (bool[])[false, true])
        {
            var answered = endpoints.Where(endpoint => AnsweringPorts.Include(endpoint, isAdminPort)).ToList();
            if (answered.Count > 0) edges.Add(new(isAdminPort, answered));
        }
        return edges;
    }

    /// <summary>Where routing goes on from an address; a side without endpoints leads to "no such address".</summary>
    public PolicyJumpTable BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges)
    {
        var (onPublic, onAdmin) = (exitDestination, exitDestination);
        foreach (var edge in edges)
        {
            if ((bool)edge.State) onAdmin = edge.Destination;
            else onPublic = edge.Destination;
        }
        return new ByPort(ports.Ports, onPublic, onAdmin);
    }

    private sealed class ByPort(ImmutableHashSet<int> adminPorts, int onPublic, int onAdmin) : PolicyJumpTable
    {
        public override int GetDestination(HttpContext httpContext) =>
            adminPorts.Contains(httpContext.Connection.LocalPort) ? onAdmin : onPublic;
    }
}

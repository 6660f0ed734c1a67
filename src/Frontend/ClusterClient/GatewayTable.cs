using System.Collections.Immutable;
using System.Net;
using Petitions.Grains.Cluster;

namespace Petitions.Frontend.ClusterClient;

/// <summary>
/// Decides which gateways are called. The silos say which there are; a gateway that does not answer is not called until it is tried again;
/// the configured addresses are only where to begin, and what is left when no silo answers. Thread-safe.
/// </summary>
/// <remarks>
/// Orleans' client calls a gateway for as long as the connection to it is open, and to a process that stands still, or behind a cut
/// network, it stays open. It drops a connection whose gateway is not in the list any more.
/// </remarks>
internal sealed class GatewayTable(TimeProvider time)
{
    /// <summary>How often each gateway in use is asked.</summary>
    public static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    /// <summary>A gateway that has not answered for so long is not called any more.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(3);

    /// <summary>An answer says something about now for so long.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);

    /// <summary>A gateway that fell silent is tried again after the first time, doubled with each failure up to the second.</summary>
    public static readonly TimeSpan TryAgainAfterMin = TimeSpan.FromSeconds(5), TryAgainAfterMax = TimeSpan.FromSeconds(40);

    /// <summary>Gateways that are known at a time; further ones are not used.</summary>
    public const int GatewaysMax = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPEndPoint, State> _states = [];
    private readonly State _any = new();
    private ImmutableArray<IPEndPoint> _seeds = [];
    private ImmutableDictionary<IPEndPoint, int> _members = ImmutableDictionary<IPEndPoint, int>.Empty;
    private ImmutableArray<IPEndPoint> _listed = [];
    private long? _selectedAt;

    /// <summary>The gateways in use.</summary>
    public ImmutableArray<IPEndPoint> Listed
    {
        get
        {
            lock (_lock) return _listed;
        }
    }

    /// <summary>
    /// Those of them that can be asked. A silo answers to its own address only, and a configured one may be a translation of it.
    /// </summary>
    public ImmutableArray<IPEndPoint> Asking
    {
        get
        {
            lock (_lock) return [.. _listed.Where(_members.ContainsKey)];
        }
    }

    /// <summary>True while no member answers: any silo is asked, through whichever gateway.</summary>
    public bool AsksAny
    {
        get
        {
            lock (_lock) return !HasMember;
        }
    }

    /// <summary>False until a configured name was resolved.</summary>
    public bool HasSeeds
    {
        get
        {
            lock (_lock) return !_seeds.IsEmpty;
        }
    }

    /// <summary>Why no signer can be served; null when at least one silo has just said that it takes signatures.</summary>
    public string? Missing
    {
        get
        {
            lock (_lock)
            {
                var fresh = Fresh.ToList();
                if (fresh.Exists(state => state.Answer!.Missing is null)) return null;
                if (fresh.Count > 0) return fresh[0].Answer!.Missing;
                var last = _states.Values.Append(_any).Max(state => state.AnsweredAt);
                return last is null ? "No silo has answered yet."
                    : $"No silo has answered for {(int)time.GetElapsedTime(last.Value).TotalSeconds} s.";
            }
        }
    }

    /// <summary>Replaces the configured addresses by what their names mean now.</summary>
    public void SetSeeds(IEnumerable<IPEndPoint> seeds)
    {
        lock (_lock) _seeds = [.. seeds.Distinct().Take(GatewaysMax)];
    }

    /// <summary>A question was sent to a gateway.</summary>
    public void Asked(IPEndPoint gateway)
    {
        lock (_lock) StateOf(gateway).UnansweredSince ??= time.GetTimestamp();
    }

    /// <summary>A gateway has answered.</summary>
    public void Answered(IPEndPoint gateway, GatewayAnswer answer)
    {
        lock (_lock)
        {
            var state = StateOf(gateway);
            (state.AnsweredAt, state.Answer, state.UnansweredSince) = (time.GetTimestamp(), answer, null);
            (state.DroppedAt, state.Failures) = (null, 0);
        }
    }

    /// <summary>A silo has answered, and nobody knows through which gateway.</summary>
    public void AnsweredAny(GatewayAnswer answer)
    {
        lock (_lock) (_any.AnsweredAt, _any.Answer) = (time.GetTimestamp(), answer);
    }

    /// <summary>A gateway cannot be reached, which was known at once.</summary>
    public void Failed(IPEndPoint gateway)
    {
        lock (_lock) Drop(StateOf(gateway));
    }

    /// <summary>Decides anew; called several times a second.</summary>
    public GatewaySelection Select()
    {
        lock (_lock)
        {
            ForgiveOwnStandstill();
            var membersBefore = _members;
            ReadMembers();
            foreach (var state in _states.Values) Judge(state);

            var before = _listed;
            _listed = List();
            // A configured address that no silo has as its own has done its work when a member answers.
            var left = before.Except(_listed).ToLookup(
                gateway => membersBefore.ContainsKey(gateway) || StateOf(gateway).DroppedAt is not null);
            var known = _members.Keys.Concat(_seeds).Concat(_listed).ToHashSet();
            foreach (var gone in _states.Keys.Where(gateway => !known.Contains(gateway)).ToList()) _states.Remove(gone);
            return new(_listed, [.. left[true]], [.. left[false]], [.. _listed.Except(before)]);
        }
    }

    // Members that answer or are new. A configured address that is no member may be another name of one, behind a translation of addresses
    // that the members' own ones do not cross: it counts while no member answers.
    private ImmutableArray<IPEndPoint> List()
    {
        var listed = _members.Keys.Where(IsUsable).ToList();
        if (!HasMember) listed.AddRange(_seeds.Where(IsUsable));
        // Nobody answers: whoever comes back first shall be found.
        if (listed.Count == 0) listed.AddRange(_members.Keys.Concat(_seeds));
        return [.. listed.Distinct().OrderBy(gateway => gateway.ToString(), StringComparer.Ordinal).Take(GatewaysMax)];
    }

    // The newest of the answers that say something about now: a silo that was cut off tells of a cluster that is over.
    private void ReadMembers()
    {
        var newest = Fresh.MaxBy(state => state.Answer!.MembershipVersion)?.Answer;
        if (newest is null || newest.Gateways.IsEmpty) return;
        var members = newest.Gateways.Take(GatewaysMax).ToImmutableDictionary(
            gateway => new IPEndPoint(IPAddress.Parse(gateway.Address), gateway.Port), gateway => gateway.Generation);
        // Another silo at an old address has done nothing wrong yet.
        foreach (var (gateway, generation) in members)
        {
            if (_members.TryGetValue(gateway, out var old) && old != generation && _states.TryGetValue(gateway, out var state)
                && state.DroppedAt is not null) _states.Remove(gateway);
        }
        _members = members;
    }

    private void Judge(State state)
    {
        if (state.DroppedAt is { } droppedAt)
        {
            var wait = TimeSpan.FromTicks(Math.Min(
                TryAgainAfterMin.Ticks << Math.Min(state.Failures - 1, 10), TryAgainAfterMax.Ticks));
            if (time.GetElapsedTime(droppedAt) >= wait) (state.DroppedAt, state.UnansweredSince) = (null, null);
        }
        else if (state.UnansweredSince is { } since && time.GetElapsedTime(since) >= SilentAfter)
        {
            Drop(state);
        }
    }

    // If this process stood still, the answers may wait in its own queues.
    private void ForgiveOwnStandstill()
    {
        var now = time.GetTimestamp();
        if (_selectedAt is { } at && time.GetElapsedTime(at, now) > SilentAfter / 2)
        {
            foreach (var state in _states.Values.Where(state => state.UnansweredSince is not null)) state.UnansweredSince = now;
        }
        _selectedAt = now;
    }

    private void Drop(State state)
    {
        if (state.DroppedAt is null) state.Failures++;
        state.DroppedAt ??= time.GetTimestamp();
    }

    private IEnumerable<State> Fresh => (HasMember ? _states.Values : _states.Values.Append(_any)).Where(IsFresh);

    private bool HasMember => _members.Keys.Any(gateway => _states.TryGetValue(gateway, out var state) && IsFresh(state));

    private bool IsUsable(IPEndPoint gateway) => !_states.TryGetValue(gateway, out var state) || state.DroppedAt is null;

    private bool IsFresh(State state) => state.AnsweredAt is { } at && time.GetElapsedTime(at) < FreshFor;

    private State StateOf(IPEndPoint gateway)
    {
        if (!_states.TryGetValue(gateway, out var state)) _states.Add(gateway, state = new());
        return state;
    }

    private sealed class State
    {
        public long? AnsweredAt, UnansweredSince, DroppedAt;
        public GatewayAnswer? Answer;
        public int Failures;
    }
}

/// <summary>Which gateways to call.</summary>
/// <param name="Listed">Never empty once a configured name was resolved.</param>
/// <param name="Lost">Those that were in the list before and do not answer, or are members no more.</param>
/// <param name="Replaced">Configured ones that were in the list before, until silos named their own addresses.</param>
/// <param name="Found">Those that were not.</param>
internal sealed record GatewaySelection(
    ImmutableArray<IPEndPoint> Listed, ImmutableArray<IPEndPoint> Lost, ImmutableArray<IPEndPoint> Replaced,
    ImmutableArray<IPEndPoint> Found);

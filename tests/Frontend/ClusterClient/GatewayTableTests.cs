using System.Net;
using Microsoft.Extensions.Time.Testing;
using Petitions.Frontend.ClusterClient;
using Petitions.Grains.Cluster;
using Xunit;

namespace Petitions.Tests.Frontend.ClusterClient;

public sealed class GatewayTableTests
{
    private static readonly IPEndPoint A = At(1), B = At(2), C = At(3), Seed = new(IPAddress.Parse("192.168.0.9"), 30_000);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly FakeTimeProvider _time = new();
    private readonly GatewayTable _table;
    private readonly HashSet<IPEndPoint> _silent = [], _refusing = [];
    private readonly Dictionary<IPEndPoint, GatewayAnswer> _answers = [];

    public GatewayTableTests()
    {
        _table = new(_time);
        foreach (var gateway in new[] { A, B, C, Seed }) _answers[gateway] = Answer(1, A, B);
    }

    [Fact]
    public void Before_a_silo_has_answered_the_configured_addresses_are_called()
    {
        _table.SetSeeds([A, Seed]);
        Assert.Equal([A, Seed], _table.Select().Listed);
        Assert.Equal("No silo has answered yet.", _table.Missing);
    }

    [Fact]
    public void One_that_answers_names_the_others_and_those_that_come_later()
    {
        Start(A);
        Assert.Equal([A, B], _table.Listed);
        foreach (var gateway in new[] { A, B, C }) _answers[gateway] = Answer(2, A, B, C);
        Run(TimeSpan.FromSeconds(2));
        Assert.Equal([A, B, C], _table.Listed);
    }

    [Fact]
    public void One_that_falls_silent_is_lost_after_3_s_and_not_before()
    {
        Start(A);
        _silent.Add(B);
        Assert.Empty(Run(TimeSpan.FromSeconds(2)));
        Assert.Equal([B], Run(TimeSpan.FromSeconds(3)));
        Assert.Equal([A], _table.Listed);
        Assert.Null(_table.Missing);
    }

    [Fact]
    public void It_is_tried_again_ever_more_seldom_and_used_when_it_answers()
    {
        Start(A);
        _silent.Add(B);
        var lost = Run(TimeSpan.FromMinutes(3));
        // After 5, 10, 20 and then each 40 s, and 3 s of silence each.
        Assert.InRange(lost.Count, 5, 7);

        _silent.Clear();
        Run(GatewayTable.TryAgainAfterMax + TimeSpan.FromSeconds(3));
        Assert.Equal([A, B], _table.Listed);
    }

    [Fact]
    public void One_that_refuses_is_lost_at_once()
    {
        Start(A);
        _refusing.Add(B);
        Run(TimeSpan.FromSeconds(1));
        Assert.Equal([A], _table.Listed);
    }

    [Fact]
    public void Another_silo_at_its_address_is_used_at_once()
    {
        Start(A);
        _refusing.Add(B);
        Run(TimeSpan.FromMinutes(1));
        Assert.Equal([A], _table.Listed);

        _refusing.Clear();
        _answers[A] = new(3, [Member(A), Member(B) with { Generation = 8 }], null);
        Run(TimeSpan.FromSeconds(2));
        Assert.Equal([A, B], _table.Listed);
    }

    [Fact]
    public void One_that_the_others_declared_dead_is_lost_although_it_answers()
    {
        Start(A);
        _answers[A] = Answer(2, A);
        Assert.Equal([B], Run(TimeSpan.FromSeconds(2)));
        Assert.Equal([A], _table.Listed);
    }

    [Fact]
    public void What_a_silo_says_that_was_cut_off_is_old()
    {
        Start(A);
        _answers[A] = Answer(7, A, C);
        _answers[C] = Answer(7, A, C);
        // Still of the old cluster.
        _answers[B] = Answer(1, A, B);
        Run(TimeSpan.FromSeconds(8));
        Assert.Equal([A, C], _table.Listed);
    }

    [Fact]
    public void When_nobody_answers_all_are_called_and_readiness_says_so()
    {
        Start(A);
        _silent.UnionWith([A, B, Seed]);
        Run(TimeSpan.FromSeconds(30));
        Assert.Equal([A, B], _table.Listed);
        Assert.StartsWith("No silo has answered for", _table.Missing, StringComparison.Ordinal);

        _silent.Clear();
        Run(TimeSpan.FromSeconds(2));
        Assert.Null(_table.Missing);
    }

    // The addresses of the silos are of a network that this front end is not in; a translated one leads to them.
    [Fact]
    public void A_configured_address_stays_in_use_while_the_silos_own_ones_cannot_be_reached()
    {
        _silent.UnionWith([A, B]);
        Start(Seed);
        Run(TimeSpan.FromSeconds(1));
        for (var second = 0; second < 120; second++)
        {
            Run(TimeSpan.FromSeconds(1));
            Assert.Contains(Seed, _table.Listed);
        }
        Assert.Null(_table.Missing);
    }

    [Fact]
    public void Ready_means_that_a_silo_takes_signatures()
    {
        Start(A);
        _answers[A] = Answer(1, A, B) with { Missing = "The database is not reached." };
        Run(TimeSpan.FromSeconds(1));
        Assert.Null(_table.Missing);
        _answers[B] = _answers[A];
        Run(TimeSpan.FromSeconds(2));
        Assert.Equal("The database is not reached.", _table.Missing);
    }

    [Fact]
    public void A_configured_address_that_the_silos_own_ones_replace_is_not_lost()
    {
        _table.SetSeeds([Seed]);
        Assert.Equal([Seed], _table.Select().Listed);
        _table.AnsweredAny(Answer(1, A, B));
        foreach (var gateway in new[] { A, B }) _table.Answered(gateway, Answer(1, A, B));
        var selection = _table.Select();
        // Until a member has answered itself, the configured one stays in use.
        for (var i = 0; selection.Listed.Contains(Seed) && i < 3; i++) selection = _table.Select();
        Assert.Equal([Seed], selection.Replaced);
        Assert.Empty(selection.Lost);
        Assert.Equal([A, B], selection.Listed);
    }

    // All answers wait in this process: nobody is to blame.
    [Fact]
    public void A_front_end_that_stood_still_itself_loses_nobody()
    {
        Start(A);
        foreach (var gateway in _table.Asking) _table.Asked(gateway);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(_table.Select().Lost);
        Assert.Empty(Run(TimeSpan.FromSeconds(4)));
    }

    private void Start(IPEndPoint seed)
    {
        _table.SetSeeds([seed]);
        Run(TimeSpan.FromSeconds(2));
    }

    // As the program does: each gateway in use is asked once a second, and the list is read twice.
    private List<IPEndPoint> Run(TimeSpan during)
    {
        var lost = new List<IPEndPoint>();
        for (var passed = TimeSpan.Zero; passed < during; passed += GatewayTable.AskEvery)
        {
            // Whoever answers first.
            var any = _table.Listed.Except(_silent).Except(_refusing).FirstOrDefault();
            if (_table.AsksAny && any is not null) _table.AnsweredAny(_answers[any]);
            foreach (var gateway in _table.Asking)
            {
                _table.Asked(gateway);
                if (_refusing.Contains(gateway)) _table.Failed(gateway);
                else if (!_silent.Contains(gateway)) _table.Answered(gateway, _answers[gateway]);
            }
            for (var step = 0; step < 2; step++)
            {
                lost.AddRange(_table.Select().Lost);
                _time.Advance(Tick);
            }
        }
        return lost;
    }

    private static IPEndPoint At(int host) => new(IPAddress.Parse($"10.0.0.{host}"), 30_000);

    private static Gateway Member(IPEndPoint gateway) => new(gateway.Address.ToString(), gateway.Port, 7);

    private static GatewayAnswer Answer(long version, params IPEndPoint[] gateways) => new(version, [.. gateways.Select(Member)], null);
}

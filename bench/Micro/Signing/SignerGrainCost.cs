using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Petitions.Grains.Signing;

namespace Petitions.Bench.Micro.Signing;

/// <summary>
/// The overhead of the grain per signature: the same code called as a plain object or as a grain in a silo of this process. All include
/// keys, encryption and group commit; the database stub answers at once. New signers, except for retries, which are answered from memory.
/// </summary>
public class SignerGrainCost
{
    private const int Signatures = 256;

    private readonly Task<SignAnswer>[] _calls = new Task<SignAnswer>[Signatures];
    private readonly Guid[] _known = new Guid[Signatures];
    private SignerSilo _silo = null!;
    private ulong _signers;

    /// <summary>Concurrent calls.</summary>
    [Params(1, Signatures)]
    public int InFlight { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _silo = await SignerSilo.StartAsync();
        for (var i = 0; i < Signatures; i++) _known[i] = NewSigner();
        await RunAsync(i => _silo.ThroughGrain(_known[i]));
    }

    [GlobalCleanup]
    public async Task CleanUpAsync() => await _silo.DisposeAsync();

    [Benchmark(Baseline = true, OperationsPerInvoke = Signatures)]
    public Task WithoutGrain() => RunAsync(_ => _silo.WithoutGrain(NewSigner()));

    [Benchmark(OperationsPerInvoke = Signatures)]
    public Task ThroughGrain() => RunAsync(_ => _silo.ThroughGrain(NewSigner()));

    [Benchmark(OperationsPerInvoke = Signatures)]
    public Task RetryThroughGrain() => RunAsync(i => _silo.ThroughGrain(_known[i]));

    private async Task RunAsync(Func<int, Task<SignAnswer>> sign)
    {
        for (var i = 0; i < Signatures; i++)
        {
            _calls[i] = sign(i);
            if (InFlight == 1) await _calls[i];
        }
        foreach (var answer in await Task.WhenAll(_calls))
            if (answer.Outcome != SignOutcome.Accepted)
                throw new InvalidOperationException($"A signature was not accepted: {answer.Outcome}.");
    }

    // Distributed like the keys of real signers: a permutation of the integers (SplitMix64).
    private Guid NewSigner()
    {
        var mixed = ++_signers * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        Span<byte> key = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(key, mixed);
        BinaryPrimitives.WriteUInt64LittleEndian(key[8..], _signers);
        return new Guid(key);
    }
}

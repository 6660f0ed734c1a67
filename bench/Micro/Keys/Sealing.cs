using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Petitions.Bench.Micro.Keys;

/// <summary>
/// What sealing the personal data of a signature costs, against AES-256-GCM as the framework's documentation shows it: a cipher and a
/// nonce for each text, no padding.
/// </summary>
public class Sealing
{
    private const int NonceBytes = 12, TagBytes = 16;

    private static readonly byte[] Key = new byte[32], Person = Specimen.Person.ToBytes();
    private static readonly Guid Row = Specimen.Keys.RowKey(Specimen.Signature.IdempotencyKey);
    private static readonly byte[] Sealed = Specimen.Keys.Seal(Row, Person);

    [Benchmark(Baseline = true)]
    public byte[] PlainAesGcm()
    {
        var box = new byte[NonceBytes + TagBytes + Person.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(Key, TagBytes);
        cipher.Encrypt(box.AsSpan(0, NonceBytes), Person, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return box;
    }

    [Benchmark]
    public byte[] Seal() => Specimen.Keys.Seal(Row, Person);

    [Benchmark]
    public byte[] WriteAndSeal() => Specimen.Keys.Seal(Row, Specimen.Person.ToBytes());

    [Benchmark]
    public byte[] Open() => Specimen.Keys.Open(Row, Sealed);
}

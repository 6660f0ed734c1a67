using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Petitions.Bench.Micro.Keys;

/// <summary>
/// The cost of encrypting the personal data of a signature, against AES-256-GCM as in the framework's documentation: a cipher and a nonce
/// per message, no padding.
/// </summary>
public class PersonalDataEncryption
{
    private const int NonceBytes = 12, TagBytes = 16;

    private static readonly byte[] Key = new byte[32], Person = SampleData.Person.ToBytes();
    private static readonly Guid Row = SampleData.Keys.RowKey(SampleData.Signature.IdempotencyKey);
    private static readonly byte[] Sealed = SampleData.Keys.Seal(Row, Person);

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
    public byte[] Seal() => SampleData.Keys.Seal(Row, Person);

    [Benchmark]
    public byte[] WriteAndSeal() => SampleData.Keys.Seal(Row, SampleData.Person.ToBytes());

    [Benchmark]
    public byte[] Open() => SampleData.Keys.Open(Row, Sealed);
}

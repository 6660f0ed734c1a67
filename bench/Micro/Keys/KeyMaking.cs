using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Petitions.Grains.Keys;
using Petitions.Grains.Signing;

namespace Petitions.Bench.Micro.Keys;

/// <summary>
/// What the keys and the receipt of a signature cost, against one HMAC-SHA256 as the framework computes it in a single call.
/// </summary>
public class KeyMaking
{
    private static readonly byte[] Key = new byte[32], Text = new byte[16];

    private static readonly SignerIdentity Identity = new(new Pepper(new KeyFile(Pepper.Name, "micro", Key)));

    private readonly byte[] _mac = new byte[HMACSHA256.HashSizeInBytes];
    private EmailAddress _email = null!;
    private Guid _signer, _row;

    [GlobalSetup]
    public void SetUp()
    {
        if (!EmailAddress.TryParse(Specimen.Signature.Email, out var email)) throw new InvalidOperationException("The specimen has no address.");
        _email = email;
        _signer = Identity.KeyOf(email);
        _row = Specimen.Keys.RowKey(_signer);
    }

    [Benchmark(Baseline = true)]
    public int OneHmac() => HMACSHA256.HashData(Key, Text, _mac);

    [Benchmark]
    public Guid SignerKey() => Identity.KeyOf(_email);

    [Benchmark]
    public Guid RowKey() => Specimen.Keys.RowKey(_signer);

    [Benchmark]
    public string Receipt() => Specimen.Keys.ReceiptOf(_row, Specimen.Signature.IdempotencyKey).Text;
}

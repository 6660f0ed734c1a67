using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Petitions.Grains.Keys;
using Petitions.Grains.Signing;

namespace Petitions.Bench.Micro.Keys;

/// <summary>
/// The cost of a signature's keys and receipt, against one HMAC-SHA256 of the framework.
/// </summary>
public class KeyDerivation
{
    private static readonly byte[] Key = new byte[32], Text = new byte[16];

    private static readonly SignerIdentity Identity = new(new Pepper(new KeyFile(Pepper.Name, "micro", Key)));

    private readonly byte[] _mac = new byte[HMACSHA256.HashSizeInBytes];
    private EmailAddress _email = null!;
    private Guid _signer, _row;

    [GlobalSetup]
    public void SetUp()
    {
        if (!EmailAddress.TryParse(SampleData.Signature.Email, out var email))
            throw new InvalidOperationException("The sample has no e-mail address.");
        _email = email;
        _signer = Identity.KeyOf(email);
        _row = SampleData.Keys.RowKey(_signer);
    }

    [Benchmark(Baseline = true)]
    public int OneHmac() => HMACSHA256.HashData(Key, Text, _mac);

    [Benchmark]
    public Guid SignerKey() => Identity.KeyOf(_email);

    [Benchmark]
    public Guid RowKey() => SampleData.Keys.RowKey(_signer);

    [Benchmark]
    public string Receipt() => SampleData.Keys.ReceiptOf(_row, SampleData.Signature.IdempotencyKey).Text;
}

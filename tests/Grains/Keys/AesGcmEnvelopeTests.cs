using System.Security.Cryptography;
using System.Text;
using Petitions.Grains.Keys;
using Xunit;

namespace Petitions.Tests.Grains.Keys;

public sealed class AesGcmEnvelopeTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private readonly AesGcmEnvelope _envelopes = new(Key);

    // By the plain cipher, so that seal and open cannot change the layout together.
    [Fact]
    public void The_layout_is_nonce_tag_ciphertext()
    {
        var envelope = Seal("Maria", "row 1");
        Assert.Equal(12 + 16 + 5, envelope.Length);
        var text = new byte[5];
        using var cipher = new AesGcm(Key, 16);
        cipher.Decrypt(envelope.AsSpan(0, 12), envelope.AsSpan(28), envelope.AsSpan(12, 16), text, Encoding.UTF8.GetBytes("row 1"));
        Assert.Equal("Maria", Encoding.UTF8.GetString(text));
    }

    [Fact]
    public void An_envelope_opens_for_its_associated_data_and_its_key_only()
    {
        var envelope = Seal("Maria", "row 1");
        Assert.Throws<AuthenticationTagMismatchException>(() => Open(_envelopes, envelope, "row 2"));
        Assert.Throws<AuthenticationTagMismatchException>(() => Open(new(new byte[32]), envelope, "row 1"));
        // After a failure as before.
        Assert.Equal("Maria", Open(_envelopes, envelope, "row 1"));
    }

    [Fact]
    public void An_envelope_with_any_byte_changed_does_not_open()
    {
        var envelope = Seal("Maria", "row 1");
        for (var i = 0; i < envelope.Length; i++)
        {
            var changed = (byte[])envelope.Clone();
            changed[i] ^= 1;
            Assert.Throws<AuthenticationTagMismatchException>(() => Open(_envelopes, changed, "row 1"));
        }
    }

    [Fact]
    public void Two_envelopes_of_the_same_text_differ() => Assert.NotEqual(Seal("Maria", "row 1"), Seal("Maria", "row 1"));

    private byte[] Seal(string text, string associated)
    {
        var envelope = new byte[AesGcmEnvelope.OverheadBytes + Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, AesGcmEnvelope.TextOf(envelope));
        _envelopes.Seal(envelope, Encoding.UTF8.GetBytes(associated));
        return envelope;
    }

    private static string Open(AesGcmEnvelope envelopes, byte[] envelope, string associated)
    {
        var copy = (byte[])envelope.Clone();
        envelopes.Open(copy, Encoding.UTF8.GetBytes(associated));
        return Encoding.UTF8.GetString(AesGcmEnvelope.TextOf(copy));
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OrderGrains.EngineTests.Deploy;

/// <summary>A name server that gives the same addresses for every name, as long as a test does not change them.</summary>
internal sealed class NameServer : IDisposable
{
    private const int Header = 12;
    private const int Unknown = 3; // NXDOMAIN

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private volatile IPAddress[] _addresses = [];

    public NameServer() => _ = AnswerAsync();

    /// <summary>Where it is asked.</summary>
    public string Address => _socket.Client.LocalEndPoint!.ToString()!;

    /// <summary>What it answers; with none the name is unknown.</summary>
    public void Say(params IPAddress[] addresses) => _addresses = addresses;

    public void Dispose() => _socket.Dispose();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var question = await _socket.ReceiveAsync();
                await _socket.SendAsync(Answer(question.Buffer, _addresses), question.RemoteEndPoint);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    /// <summary>As RFC 1035 has it: the question, and after it an A record for each address, to be kept for no time.</summary>
    private static byte[] Answer(byte[] question, IPAddress[] addresses)
    {
        var end = Array.IndexOf(question, (byte)0, Header) + 5;
        var answer = new List<byte>(question[..end]);
        answer[2] = 0x81;
        answer[3] = (byte)(0x80 | (addresses.Length == 0 ? Unknown : 0));
        answer[7] = (byte)addresses.Length;
        answer[11] = 0;
        foreach (var address in addresses)
        {
            var record = new byte[12];
            BinaryPrimitives.WriteUInt16BigEndian(record, 0xC000 + Header); // The name in the question.
            BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(2), 1);
            BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(4), 1);
            BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(10), 4);
            answer.AddRange(record);
            answer.AddRange(address.GetAddressBytes());
        }

        return [.. answer];
    }
}

package io.hydrant.functions.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.functions.pattern.RecordFilter.Candidate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What patterns and records there are, and which go together: pattern, record and `yes` or `no`,
/// with single quotes for double ones. In the first table patterns stand for what is below `data`.
///
/// Source: Lambda Developer Guide, event filtering; EventBridge User Guide, event patterns and
/// comparison operators.
class EventPatternsTableTest {
    private static final String OF_DATA =
            """
            {'a':['x']} | {'a':'x'} | yes
            {'a':['x']} | {'a':'y'} | no
            {'a':['x']} | {'a':'X'} | no
            {'A':['x']} | {'a':'x'} | no
            {'a':['x']} | {} | no
            {'a':['x']} | {'b':'x'} | no
            {'a':['x']} | {'a':'xx'} | no
            {'a':['x','y']} | {'a':'y'} | yes
            {'a':['x','y']} | {'a':'z'} | no
            {'a':['x'],'b':['y']} | {'a':'x','b':'y'} | yes
            {'a':['x'],'b':['y']} | {'a':'x','b':'z'} | no
            {'a':['x'],'b':['y']} | {'a':'x'} | no
            {'a':['x']} | {'a':'x','b':'ignored','c':{'d':[1,2]}} | yes
            {'order':{'type':['buy']}} | {'record':12345,'order':{'type':'buy','stock':'ANYCO','quantity':1000}} | yes
            {'order':{'type':['buy']}} | {'record':12345,'order':{'type':'sell','stock':'ANYCO'}} | no
            {'order':{'type':['buy']}} | {'order':'buy'} | no
            {'order':{'type':['buy']}} | {'type':'buy'} | no
            {'a':{'b':{'c':{'d':['x']}}}} | {'a':{'b':{'c':{'d':'x'}}}} | yes
            {'a':{'b':{'c':{'d':['x']}}}} | {'a':{'b':{'c':{'e':'x'}}}} | no
            {'a':['']} | {'a':''} | yes
            {'a':['']} | {'a':' '} | no
            {'a':['']} | {'a':null} | no
            {'a':['']} | {} | no
            {'a':[null]} | {'a':null} | yes
            {'a':[null]} | {'a':''} | no
            {'a':[null]} | {'a':'null'} | no
            {'a':[null]} | {} | no
            {'a':['null']} | {'a':null} | no
            {'a':[true]} | {'a':true} | yes
            {'a':[true]} | {'a':false} | no
            {'a':[true]} | {'a':'true'} | no
            {'a':['true']} | {'a':true} | no
            {'a':[false]} | {'a':false} | yes
            {'a':[true,false]} | {'a':false} | yes
            {'a':[1]} | {'a':1} | yes
            {'a':[1]} | {'a':2} | no
            {'a':[1]} | {'a':'1'} | no
            {'a':['1']} | {'a':1} | no
            {'a':[300]} | {'a':300.0} | no
            {'a':[300]} | {'a':3.0e2} | no
            {'a':[300.0]} | {'a':300.0} | yes
            {'a':[-1.5]} | {'a':-1.5} | yes
            {'a':[1,'x',null,true]} | {'a':'x'} | yes
            {'a':[1,'x',null,true]} | {'a':null} | yes
            {'a':[1,'x',null,true]} | {'a':false} | no
            {'a':['é']} | {'a':'\\u00e9'} | yes
            {'a':['\\u0041']} | {'a':'A'} | yes
            {'a':['x']} | {'a':['x','y']} | yes
            {'a':['x']} | {'a':['y','z']} | no
            {'a':['y','q']} | {'a':['x','y']} | yes
            {'a':['x']} | {'a':[]} | no
            {'a':['x']} | {'a':[['y'],['x']]} | yes
            {'a':['x']} | {'a':[{'a':'x'}]} | no
            {'a':['x']} | {'a':{}} | no
            {'a':{'b':['x']}} | {'a':[{'b':'y'},{'b':'x'}]} | yes
            {'a':{'b':['x']}} | {'a':[{'b':'y'},{'c':'x'}]} | no
            {'a':{'b':[1],'c':[2]}} | {'a':[{'b':1},{'c':2}]} | no
            {'a':{'b':[1],'c':[2]}} | {'a':[{'b':1},{'b':1,'c':2}]} | yes
            {'a':{'b':[1]}} | {'a':[[{'b':1}],[{'b':2}]]} | yes
            {'a':{'b':[1]}} | {'a':[1,'x',{'b':[3,1]}]} | yes
            {'a':{'b':[1]}} | [{'a':{'b':1}}] | yes
            {'a':[1]} | [{'a':2},{'a':1}] | yes
            {'a':[1]} | [1,2] | no
            {'a':[1]} | 1 | no
            {'a':[1]} | null | no
            {'a':[1]} | 'a' | no
            {'a':[{'prefix':'ab'}]} | {'a':'abc'} | yes
            {'a':[{'prefix':'ab'}]} | {'a':'ab'} | yes
            {'a':[{'prefix':'ab'}]} | {'a':'a'} | no
            {'a':[{'prefix':'ab'}]} | {'a':'Abc'} | no
            {'a':[{'prefix':'ab'}]} | {'a':'cab'} | no
            {'a':[{'prefix':'1'}]} | {'a':12} | no
            {'a':[{'prefix':'n'}]} | {'a':null} | no
            {'a':[{'prefix':''}]} | {'a':'anything'} | yes
            {'a':[{'prefix':'ab'}]} | {'a':['x','abx']} | yes
            {'a':[{'prefix':{'equals-ignore-case':'eventb'}}]} | {'a':'EventBridge'} | yes
            {'a':[{'prefix':{'equals-ignore-case':'eventb'}}]} | {'a':'event'} | no
            {'a':[{'suffix':'.png'}]} | {'a':'x.png'} | yes
            {'a':[{'suffix':'.png'}]} | {'a':'x.PNG'} | no
            {'a':[{'suffix':'.png'}]} | {'a':'png'} | no
            {'a':[{'suffix':'.png'}]} | {'a':'x.png.gz'} | no
            {'a':[{'suffix':{'equals-ignore-case':'.png'}}]} | {'a':'x.PnG'} | yes
            {'a':[{'suffix':{'equals-ignore-case':'.png'}}]} | {'a':'x.jpg'} | no
            {'a':[{'equals-ignore-case':'alice'}]} | {'a':'ALICE'} | yes
            {'a':[{'equals-ignore-case':'alice'}]} | {'a':'alice'} | yes
            {'a':[{'equals-ignore-case':'alice'}]} | {'a':'alic'} | no
            {'a':[{'equals-ignore-case':'É'}]} | {'a':'é'} | yes
            {'a':[{'equals-ignore-case':'true'}]} | {'a':true} | no
            {'a':[{'anything-but':'x'}]} | {'a':'y'} | yes
            {'a':[{'anything-but':'x'}]} | {'a':'x'} | no
            {'a':[{'anything-but':'x'}]} | {} | no
            {'a':[{'anything-but':'x'}]} | {'a':5} | yes
            {'a':[{'anything-but':'x'}]} | {'a':null} | yes
            {'a':[{'anything-but':'x'}]} | {'a':['x']} | no
            {'a':[{'anything-but':'x'}]} | {'a':['x','y']} | yes
            {'a':[{'anything-but':['x','y']}]} | {'a':'y'} | no
            {'a':[{'anything-but':['x','y']}]} | {'a':'z'} | yes
            {'a':[{'anything-but':404}]} | {'a':404} | no
            {'a':[{'anything-but':404}]} | {'a':200} | yes
            {'a':[{'anything-but':[100,200]}]} | {'a':200} | no
            {'a':[{'anything-but':[100,200]}]} | {'a':'200'} | yes
            {'a':[{'anything-but':{'prefix':'us-'}}]} | {'a':'us-east-1'} | no
            {'a':[{'anything-but':{'prefix':'us-'}}]} | {'a':'eu-west-1'} | yes
            {'a':[{'anything-but':{'prefix':['us-','eu-']}}]} | {'a':'eu-west-1'} | no
            {'a':[{'anything-but':{'prefix':['us-','eu-']}}]} | {'a':'ap-south-1'} | yes
            {'a':[{'anything-but':{'suffix':'.png'}}]} | {'a':'x.png'} | no
            {'a':[{'anything-but':{'suffix':'.png'}}]} | {'a':'x.jpg'} | yes
            {'a':[{'anything-but':{'suffix':['.png','.jpg']}}]} | {'a':'x.jpg'} | no
            {'a':[{'anything-but':{'equals-ignore-case':'init'}}]} | {'a':'INIT'} | no
            {'a':[{'anything-but':{'equals-ignore-case':['init','stop']}}]} | {'a':'Stopped'} | yes
            {'a':[{'anything-but':{'wildcard':'*/lib/*'}}]} | {'a':'/usr/lib/x'} | no
            {'a':[{'anything-but':{'wildcard':'*/lib/*'}}]} | {'a':'/usr/bin/x'} | yes
            {'a':[{'numeric':['=',100]}]} | {'a':100} | yes
            {'a':[{'numeric':['=',100]}]} | {'a':1.0e2} | yes
            {'a':[{'numeric':['=',100]}]} | {'a':100.000} | yes
            {'a':[{'numeric':['=',100]}]} | {'a':100.000001} | no
            {'a':[{'numeric':['=',0.1]}]} | {'a':0.1000000000000000055511151231257827} | no
            {'a':[{'numeric':['=',100]}]} | {'a':'100'} | no
            {'a':[{'numeric':['<',10]}]} | {'a':9.999999} | yes
            {'a':[{'numeric':['<',10]}]} | {'a':10} | no
            {'a':[{'numeric':['<=',10]}]} | {'a':10.0} | yes
            {'a':[{'numeric':['<=',10]}]} | {'a':10.1} | no
            {'a':[{'numeric':['>',10]}]} | {'a':11} | yes
            {'a':[{'numeric':['>',10]}]} | {'a':10} | no
            {'a':[{'numeric':['>=',-10]}]} | {'a':-10} | yes
            {'a':[{'numeric':['>=',-10]}]} | {'a':-11} | no
            {'a':[{'numeric':['>',10,'<=',20]}]} | {'a':20} | yes
            {'a':[{'numeric':['>',10,'<=',20]}]} | {'a':10} | no
            {'a':[{'numeric':['>=',0,'<',0.5]}]} | {'a':0} | yes
            {'a':[{'numeric':['>=',0,'<',0.5]}]} | {'a':0.5} | no
            {'a':[{'numeric':['>',0]}]} | {'a':[-1,-2]} | no
            {'a':[{'numeric':['>',0]}]} | {'a':[-1,2]} | yes
            {'a':[{'numeric':['>',0]}]} | {'a':5000000000} | yes
            {'a':[{'numeric':['>',0]}]} | {'a':5000000001} | no
            {'a':[{'numeric':['>',0]}]} | {'a':1e400} | no
            {'a':[{'numeric':['>',0]}]} | {'a':1e99999999999} | no
            {'a':[{'numeric':['<',5]}]} | {'a':1e-999999999} | yes
            {'a':[{'numeric':['>',0]}]} | {'a':true} | no
            {'a':[{'numeric':['>',0]}]} | {} | no
            {'a':[{'exists':true}]} | {'a':1} | yes
            {'a':[{'exists':true}]} | {'a':''} | yes
            {'a':[{'exists':true}]} | {'a':null} | yes
            {'a':[{'exists':true}]} | {'a':[0]} | yes
            {'a':[{'exists':true}]} | {'b':1} | no
            {'a':[{'exists':true}]} | {'a':{'b':1}} | no
            {'a':[{'exists':true}]} | {'a':[]} | no
            {'a':[{'exists':false}]} | {'b':1} | yes
            {'a':[{'exists':false}]} | {} | yes
            {'a':[{'exists':false}]} | {'a':null} | no
            {'a':[{'exists':false}]} | {'a':{'b':1}} | yes
            {'a':[{'exists':false}]} | {'a':[]} | yes
            {'a':[{'exists':false}]} | 5 | yes
            {'a':{'b':[{'exists':false}]}} | {} | yes
            {'a':{'b':[{'exists':false}]}} | {'a':1} | yes
            {'a':{'b':[{'exists':false}]}} | {'a':{'b':1}} | no
            {'a':{'b':[{'exists':false}]}} | {'a':[{'b':1},{'c':1}]} | no
            {'a':{'b':[{'exists':false}]}} | {'a':[{'d':1},{'c':1}]} | yes
            {'a':[{'exists':false},'x']} | {'a':'x'} | yes
            {'a':[{'exists':false},'x']} | {'a':'y'} | no
            {'a':[{'exists':false}],'b':[1]} | {'b':1} | yes
            {'a':[{'wildcard':'*'}]} | {'a':''} | yes
            {'a':[{'wildcard':'dir/*.png'}]} | {'a':'dir/x.png'} | yes
            {'a':[{'wildcard':'dir/*.png'}]} | {'a':'dir/.png'} | yes
            {'a':[{'wildcard':'dir/*.png'}]} | {'a':'dir/x.jpg'} | no
            {'a':[{'wildcard':'a*a'}]} | {'a':'a'} | no
            {'a':[{'wildcard':'a*b*c'}]} | {'a':'abbc'} | yes
            {'a':[{'wildcard':'a*b*c'}]} | {'a':'acb'} | no
            {'a':[{'wildcard':'a*abab*c'}]} | {'a':'aababab-c'} | yes
            {'a':[{'wildcard':'x'}]} | {'a':'x'} | yes
            {'a':[{'wildcard':'a\\\\*b'}]} | {'a':'a*b'} | yes
            {'a':[{'wildcard':'a\\\\*b'}]} | {'a':'axb'} | no
            {'a':[{'wildcard':'a\\\\\\\\*'}]} | {'a':'a\\\\b'} | yes
            {'a':[{'wildcard':'A*'}]} | {'a':'ab'} | no
            {'a':[{'wildcard':'1*'}]} | {'a':12} | no
            {'a':['x',{'prefix':'y'},{'numeric':['>',3]}]} | {'a':'yes'} | yes
            {'a':['x',{'prefix':'y'},{'numeric':['>',3]}]} | {'a':4} | yes
            {'a':['x',{'prefix':'y'},{'numeric':['>',3]}]} | {'a':3} | no
            {'$or':[{'a':[1]},{'b':[2]}]} | {'a':1} | yes
            {'$or':[{'a':[1]},{'b':[2]}]} | {'b':2} | yes
            {'$or':[{'a':[1]},{'b':[2]}]} | {'a':2,'b':1} | no
            {'c':[3],'$or':[{'a':[1]},{'b':[2]}]} | {'a':1} | no
            {'c':[3],'$or':[{'a':[1]},{'b':[2]}]} | {'a':1,'c':3} | yes
            {'x':{'$or':[{'a':[1]},{'b':{'c':[2]}}]}} | {'x':{'b':{'c':2}}} | yes
            {'x':{'$or':[{'a':[1]},{'b':{'c':[2]}}]}} | {'x':{'b':2}} | no
            {'$or':[{'a':[1],'b':[1]},{'$or':[{'c':[1]},{'d':[1]}]}]} | {'d':1} | yes
            {'$or':[{'a':[1],'b':[1]},{'$or':[{'c':[1]},{'d':[1]}]}]} | {'a':1} | no
            {'$or':[{'a':[{'exists':false}]},{'a':[{'numeric':['>',5]}]}]} | {'a':6} | yes
            {'$or':[{'a':[{'exists':false}]},{'a':[{'numeric':['>',5]}]}]} | {'a':5} | no
            {'a':['x']} | {'a':'y','a':'x'} | yes
            {'a':['y']} | {'a':'y','a':'x'} | no
            {'a':['x']} | {'a':'x'} trailing | no
            {'a':['x']} | {'a':'x'}{'a':'x'} | no
            {'a':['x']} | {'a':'x',} | no
            {'a':['x']} | {a:'x'} | no
            {'a':[{'exists':false}]} | plain text | no
            {'a':[{'exists':false}]} |  | no
            """;

    /// Whole patterns; the record's key is `key`, its number 49590338271490256608 and its arrival
    /// 1545084650.987.
    private static final String OF_RECORDS =
            """
            {'partitionKey':['key']} | not json | yes
            {'partitionKey':['other']} | not json | no
            {'partitionKey':['key']} | {'a':1} | yes
            {'partitionKey':[{'prefix':'k'}],'data':{'a':[1]}} | {'a':1} | yes
            {'partitionKey':[{'prefix':'k'}],'data':{'a':[1]}} | {'a':2} | no
            {'partitionKey':[{'prefix':'k'}],'data':{'a':[1]}} | not json | no
            {'partitionKey':['KEY'],'data':{'a':[1]}} | {'a':1} | no
            {'partitionKey':[{'equals-ignore-case':'KEY'}]} | x | yes
            {'sequenceNumber':['49590338271490256608']} | x | yes
            {'sequenceNumber':[49590338271490256608]} | x | no
            {'sequenceNumber':[{'suffix':'608'}]} | x | yes
            {'kinesisSchemaVersion':['1.0']} | x | yes
            {'kinesisSchemaVersion':['2.0']} | x | no
            {'approximateArrivalTimestamp':[{'numeric':['>',1545084650]}]} | x | yes
            {'approximateArrivalTimestamp':[{'numeric':['>=',1545084650.987,'<',1545084651]}]} | x | yes
            {'approximateArrivalTimestamp':[1545084650.987]} | x | yes
            {'approximateArrivalTimestamp':[{'numeric':['>',1545084651]}]} | x | no
            {'$or':[{'partitionKey':['key']},{'data':{'a':[1]}}]} | {'b':1} | yes
            {'$or':[{'partitionKey':['key']},{'data':{'a':[1]}}]} | not json | no
            {'$or':[{'partitionKey':['no']},{'data':{'a':[1]}}]} | {'a':1} | yes
            {'partitionKey':[{'exists':true}]} | x | yes
            {'partitionKey':[{'exists':false}]} | x | no
            """;

    /// Patterns that are none, and what is said of them.
    private static final String WRONG =
            """
            simple string | must be JSON
            null | must be an object
            [] | must be an object
            'x' | must be an object
            {} | the pattern must name a field
            {'data':{}} | 'data' must name a field
            {'data':'x'} | 'data' must be an object
            {'data':['plain']} | 'data' must be an object
            {'data':[{'exists':true}]} | 'data' must be an object
            {'data':{'a':'x'}} | 'data.a' must be an object or a list
            {'data':{'a':5}} | 'data.a' must be an object or a list
            {'data':{'a':[]}} | 'data.a' must have a value
            {'data':{'a':[['x']]}} | 'data.a' has a list in its list
            {'data':{'a':{'b':{}}}} | 'data.a.b' must name a field
            {'filter':[{'exists':true}]} | no field 'filter'
            {'eventName':['aws:kinesis:record']} | no field 'eventName'
            {'kinesis':{'data':{'a':[1]}}} | no field 'kinesis'
            {'partitionKey':{'a':['x']}} | 'partitionKey' must be a list
            {'partitionKey':'x'} | 'partitionKey' must be an object or a list
            {'data':{'a':[1],'a':[2]}} | without duplicate fields
            {'data':{'a':[{'starts-with':'x'}]}} | the operator 'starts-with'
            {'data':{'a':[{'cidr':'10.0.0.0/24'}]}} | the operator 'cidr'
            {'data':{'a':[{}]}} | an operator of 0 fields
            {'data':{'a':[{'prefix':'x','suffix':'y'}]}} | an operator of 2 fields
            {'data':{'a':[{'prefix':5}]}} | prefix of 'data.a' must be a string
            {'data':{'a':[{'prefix':['x']}]}} | prefix of 'data.a' must be a string
            {'data':{'a':[{'prefix':{'suffix':'x'}}]}} | cannot have 'suffix'
            {'data':{'a':[{'suffix':null}]}} | suffix of 'data.a' must be a string
            {'data':{'a':[{'equals-ignore-case':true}]}} | must be a string
            {'data':{'a':[{'exists':'yes'}]}} | exists in 'data.a' must be true or false
            {'data':{'a':[{'exists':null}]}} | exists in 'data.a' must be true or false
            {'data':{'a':[{'anything-but':[]}]}} | either strings or numbers, at least one
            {'data':{'a':[{'anything-but':['x',1]}]}} | either strings or numbers
            {'data':{'a':[{'anything-but':[['x']]}]}} | must be strings or numbers
            {'data':{'a':[{'anything-but':true}]}} | must be strings or numbers
            {'data':{'a':[{'anything-but':{'exists':true}}]}} | must be a string
            {'data':{'a':[{'anything-but':{'numeric':'x'}}]}} | cannot have 'numeric'
            {'data':{'a':[{'anything-but':{'prefix':[]}}]}} | must have a value
            {'data':{'a':[{'anything-but':{'prefix':''}}]}} | empty prefix
            {'data':{'a':[{'numeric':[]}]}} | [relation, number] or a range
            {'data':{'a':[{'numeric':5}]}} | [relation, number] or a range
            {'data':{'a':[{'numeric':['>',1,'<']}]}} | [relation, number] or a range
            {'data':{'a':[{'numeric':['==',1]}]}} | '=='
            {'data':{'a':[{'numeric':['!=',1]}]}} | '!='
            {'data':{'a':[{'numeric':['>','1']}]}} | a number from -5.0e9 to 5.0e9
            {'data':{'a':[{'numeric':['>',5000000001]}]}} | a number from -5.0e9 to 5.0e9
            {'data':{'a':[{'numeric':['>',1e99999999999]}]}} | a number from -5.0e9 to 5.0e9
            {'data':{'a':[{'numeric':['<',5,'>',1]}]}} | must have > or >= first
            {'data':{'a':[{'numeric':['>',1,'=',5]}]}} | must have > or >= first
            {'data':{'a':[{'numeric':['>',5,'<',5]}]}} | its lower number first
            {'data':{'a':[{'wildcard':'a**b'}]}} | two stars in a row at 1
            {'data':{'a':[{'wildcard':'a\\\\b'}]}} | a backslash
            {'data':{'a':[{'wildcard':'a\\\\'}]}} | a backslash
            {'data':{'a':[{'wildcard':1}]}} | must be a string
            {'data':{'$or':[]}} | $or in 'data' must be a list of two or more
            {'data':{'$or':[{'a':[1]}]}} | must be a list of two or more
            {'data':{'$or':{'a':[1]}}} | must be a list of two or more
            {'data':{'$or':[{'a':[1]},5]}} | must be a list of two or more
            {'data':{'$or':[{'a':[1]},{}]}} | 'data' must name a field
            {'$or':[{'a':[1]},{'b':[1]}]} | no field 'a'
            {'data':{'a':[NaN]}} | must be JSON
            {'data':{'a':[1]}} x | must be JSON
            """;

    private static Stream<String> rows(String table) {
        return table.lines().map(line -> line.replace('\'', '"'));
    }

    static Stream<String> ofData() {
        return rows(OF_DATA);
    }

    static Stream<String> ofRecords() {
        return rows(OF_RECORDS);
    }

    static Stream<String> wrong() {
        return rows(WRONG);
    }

    static Candidate candidate(byte[] data) {
        return new Candidate(
                "key",
                "49590338271490256608",
                Instant.ofEpochMilli(1_545_084_650_987L),
                ByteBuffer.wrap(data));
    }

    private static boolean passes(String pattern, String data) {
        return EventPatterns.parse(List.of(pattern))
                .passes(candidate(data.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource
    void ofData(String row) {
        String[] cells = row.split(" \\| ", -1);
        assertThat(passes("{\"data\":" + cells[0] + "}", cells[1]))
                .isEqualTo(cells[2].equals("yes"));
    }

    @ParameterizedTest
    @MethodSource
    void ofRecords(String row) {
        String[] cells = row.split(" \\| ", -1);
        assertThat(passes(cells[0], cells[1])).isEqualTo(cells[2].equals("yes"));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String row) {
        String[] cells = row.split(" \\| ", -1);
        String expected = cells[1].replace('"', '\'');
        assertThatThrownBy(() -> EventPatterns.parse(List.of(cells[0])))
                .isInstanceOf(InvalidPattern.class)
                .hasMessageStartingWith("pattern 1: ")
                .hasMessageContaining(expected);
    }

    /// Each of the operators that name a number or a text, on a field that there is not.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\"",
                "{\"prefix\":\"x\"}",
                "{\"suffix\":\"x\"}",
                "{\"numeric\":[\"<\",1]}",
                "{\"wildcard\":\"*\"}",
                "{\"anything-but\":\"x\"}",
                "{\"exists\":true}",
                "{\"equals-ignore-case\":\"x\"}"
            })
    void nothingPassesOnAFieldThatIsNotThere(String operator) {
        assertThat(passes("{\"data\":{\"a\":[" + operator + "]}}", "{\"b\":\"x\"}")).isFalse();
    }
}

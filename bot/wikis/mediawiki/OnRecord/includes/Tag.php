<?php

namespace MediaWiki\Extension\OnRecord;

use MediaWiki\Http\HttpRequestFactory;

/** The tag <onrecord question="…" /> and, with the widget, <onrecord question="…" live />. */
class Tag {

	private const FAILURE_SECONDS = 60;
	private const MIN_HEIGHT = 200;
	private const MAX_HEIGHT = 2000;

	/** @var \Config */
	private $config;
	private Client $client;
	private string $url;
	/** @var object|null what is being rendered, and how many answers it has asked for */
	private $output = null;
	private int $count = 0;

	/**
	 * @param \Config $config
	 * @param HttpRequestFactory $http
	 */
	public function __construct( $config, HttpRequestFactory $http ) {
		$this->config = $config;
		$this->url = rtrim( (string)$config->get( 'OnRecordUrl' ), '/' );
		$this->client = new Client( $http, $this->url, (int)$config->get( 'OnRecordTimeout' ) );
	}

	/** @param \Parser $parser */
	public function onParserFirstCallInit( $parser ): void {
		$parser->setHook( 'onrecord', [ $this, 'render' ] );
	}

	/**
	 * @param string|null $text
	 * @param string[] $attributes
	 * @param \Parser $parser
	 * @param \PPFrame $frame
	 * @return string|array HTML
	 */
	public function render( $text, array $attributes, $parser, $frame ) {
		$question = trim( preg_replace( '/[\p{Z}\p{Cc}]+/u', ' ', $attributes['question'] ?? '' ) ?? '' );
		try {
			if ( !preg_match( '~^https?://[^\s<>"\'?#]+$~i', $this->url ) ) {
				throw new Failure( 'onrecord-error-url' );
			}
			if ( isset( $attributes['live'] ) ) {
				return [ $this->widget( $question, $attributes, $parser ), 'markerType' => 'nowiki' ];
			}
			if ( $question === '' ) {
				throw new Failure( 'onrecord-error-question' );
			}
			$this->count( $parser );
			$reply = $this->client->ask( $question, !$parser->getOptions()->getIsPreview() );
			$parser->getOutput()->updateCacheExpiry( max( 0, (int)$this->config->get( 'OnRecordCacheSeconds' ) ) );
			$footnotes = new Footnotes( $parser, $frame, $this->url, $this->count );
			return $footnotes->answer( $reply, $question );
		} catch ( Failure $failure ) {
			$parser->getOutput()->updateCacheExpiry( self::FAILURE_SECONDS );
			$line = Html::line( 'onrecord-error',
				Html::line( $failure->getMessage(), ...$failure->arguments ), Html::time( time() ) );
			return [
				Html::element( 'p', [ 'class' => 'onrecord-error error' ], Html::escape( $line ) ),
				'markerType' => 'nowiki'
			];
		}
	}

	/**
	 * @param \Parser $parser
	 * @throws Failure
	 */
	private function count( $parser ): void {
		if ( $this->output !== $parser->getOutput() ) {
			$this->output = $parser->getOutput();
			$this->count = 0;
		}
		$most = (int)$this->config->get( 'OnRecordMaxPerPage' );
		if ( ++$this->count > $most ) {
			throw new Failure( 'onrecord-error-many', (string)$most );
		}
	}

	/**
	 * @param string $question
	 * @param string[] $attributes
	 * @param \Parser $parser
	 * @return string
	 */
	private function widget( string $question, array $attributes, $parser ): string {
		$query = $question === '' ? [] : [ 'q' => $question ];
		foreach ( [ 'theme' => '/^(light|dark)$/', 'lang' => '/^[a-z]{2,3}(-[A-Za-z]{2,8})?$/' ] as $name => $allowed ) {
			if ( preg_match( $allowed, $attributes[$name] ?? '' ) ) {
				$query[$name] = $attributes[$name];
			}
		}
		if ( isset( $attributes['compact'] ) ) {
			$query['compact'] = '1';
		}
		$height = (int)( $attributes['height'] ?? $this->config->get( 'OnRecordHeight' ) );
		$scheme = parse_url( $this->url );
		$parser->getOutput()->addExtraCSPDefaultSrc(
			$scheme['scheme'] . '://' . $scheme['host'] . ( isset( $scheme['port'] ) ? ':' . $scheme['port'] : '' )
		);
		return Html::element( 'iframe', [
			'class' => 'onrecord-widget',
			'src' => $this->url . '/embed' . ( $query ? '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 ) : '' ),
			'title' => $question === '' ? Html::line( 'onrecord-widget-empty' ) : Html::line( 'onrecord-widget', $question ),
			'height' => (string)max( self::MIN_HEIGHT, min( self::MAX_HEIGHT, $height ) ),
			'style' => 'width: 100%; border: 0',
			'sandbox' => 'allow-scripts allow-forms allow-popups allow-same-origin',
			'allow' => 'clipboard-write',
			'loading' => 'lazy',
			'referrerpolicy' => 'strict-origin',
		], '' );
	}
}
